package org.millrace.plant.outbox;

import java.util.Map;

/**
 * What the systems show to Millrace when they send.
 *
 * @param standard the key of every system without one of its own
 * @param bySystem by path name
 */
public record ApiKeys(String standard, Map<String, String> bySystem) {

  public ApiKeys {
    bySystem = Map.copyOf(bySystem);
  }

  /** One key for all. */
  public static ApiKeys of(String key) {
    return new ApiKeys(key, Map.of());
  }

  String of(BusinessMessage message) {
    return bySystem.getOrDefault(message.from(), standard);
  }

  @Override
  public String toString() {
    return "ApiKeys[" + bySystem.keySet() + "]";
  }
}
