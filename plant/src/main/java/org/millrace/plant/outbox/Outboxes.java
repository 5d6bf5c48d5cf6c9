package org.millrace.plant.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outboxes of all sending systems. */
public final class Outboxes implements AutoCloseable {
  private final Map<String, Outbox> bySystem = new LinkedHashMap<>();

  public Outboxes(
      List<String> systems, Path folder, Courier courier, Backoff backoff, Rate rate, long seed)
      throws IOException {
    for (String system : systems) {
      bySystem.put(system, new Outbox(system, folder, courier, backoff, rate, seed));
    }
  }

  public void start() {
    bySystem.values().forEach(Outbox::start);
  }

  /** Returns once the message is durable. */
  public void put(BusinessMessage message, long origin) {
    Outbox outbox = bySystem.get(message.from());
    if (outbox == null) {
      throw new IllegalArgumentException("No system sends as " + message.from() + ".");
    }
    outbox.put(message, origin);
  }

  /** The latest event of the day that reached an outbox before the process ended. */
  public long lastOrigin() {
    return bySystem.values().stream().mapToLong(Outbox::lastOrigin).max().orElse(0);
  }

  public boolean full() {
    return bySystem.values().stream().anyMatch(Outbox::full);
  }

  public List<OutboxStatus> status() {
    return bySystem.values().stream().map(Outbox::status).toList();
  }

  @Override
  public void close() throws IOException {
    for (Outbox outbox : bySystem.values()) {
      outbox.close();
    }
  }
}
