package org.millrace.notification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.millrace.adapter.AllowList;
import org.millrace.adapter.http.CallerSettings;
import org.millrace.adapter.http.HttpCaller;
import org.millrace.landscape.Callbacks;
import org.millrace.landscape.SystemDefinition;

/**
 * One HTTP caller for each system that is called back: it connects only to what that system
 * declares. Thread-safe.
 */
final class Callers implements AutoCloseable {

  private final int perEndpoint;
  private final LongSupplier nanoTime;
  private final Map<String, Open> open = new HashMap<>();

  Callers(int perEndpoint, LongSupplier nanoTime) {
    this.perEndpoint = perEndpoint;
    this.nanoTime = nanoTime;
  }

  private record Open(Callbacks callbacks, List<String> destinations, HttpCaller caller) {}

  /**
   * The caller for a system as it is declared now. Posts that are under way by an older declaration
   * are cut off, to be tried again: what is no longer declared must not be called.
   */
  synchronized HttpCaller of(SystemDefinition system, Callbacks callbacks) {
    List<String> destinations = destinations(system, callbacks);
    Open known = open.get(system.name());
    if (known != null
        && known.callbacks().equals(callbacks)
        && known.destinations().equals(destinations)) {
      return known.caller();
    }
    if (known != null) {
      known.caller().close();
    }
    HttpCaller caller =
        new HttpCaller(
            CallerSettings.standard(perEndpoint * callbacks.destinations().size()),
            AllowList.of(destinations),
            nanoTime);
    open.put(system.name(), new Open(callbacks, destinations, caller));
    return caller;
  }

  private static List<String> destinations(SystemDefinition system, Callbacks callbacks) {
    List<String> all = new ArrayList<>(system.destinations());
    callbacks.destinations().forEach(d -> all.add(d.host() + ":" + d.port()));
    return List.copyOf(all);
  }

  @Override
  public synchronized void close() {
    open.values().forEach(each -> each.caller().close());
    open.clear();
  }
}
