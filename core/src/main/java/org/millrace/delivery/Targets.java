package org.millrace.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetAdapter;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.SystemDefinition;

/**
 * The connected targets of the landscape in force. How a system is reached is always taken from
 * there, also for messages accepted under an earlier version: an address or a credential that was
 * put right must help those that wait for it. Thread-safe.
 */
public final class Targets implements AutoCloseable {

  /** A target with the definition it was made from. */
  public record Connected(SystemDefinition system, Target target) {}

  private final Map<String, TargetAdapter> adapters;
  private final BiFunction<TargetAdapter, SystemDefinition, Target> connect;
  private Map<String, Connected> connected = Map.of();

  /**
   * @param adapters by name
   * @param connect makes a target of a system
   */
  public Targets(
      Map<String, TargetAdapter> adapters,
      BiFunction<TargetAdapter, SystemDefinition, Target> connect) {
    this.adapters = Map.copyOf(adapters);
    this.connect = connect;
  }

  /**
   * Takes over a landscape's systems.
   *
   * @return the targets of the landscape before; to be closed once nothing uses them any more
   */
  public synchronized Runnable apply(AppliedLandscape applied) {
    Map<String, Connected> old = connected;
    Map<String, Connected> next = new HashMap<>();
    for (SystemDefinition system : applied.landscape().systems().values()) {
      TargetAdapter adapter = adapters.get(system.adapter());
      if (adapter != null) {
        next.put(system.name(), new Connected(system, connect.apply(adapter, system)));
      }
    }
    connected = Map.copyOf(next);
    return () -> old.values().forEach(c -> c.target().close());
  }

  public synchronized Optional<Connected> find(String system) {
    return Optional.ofNullable(connected.get(system));
  }

  @Override
  public synchronized void close() {
    connected.values().forEach(c -> c.target().close());
    connected = Map.of();
  }
}
