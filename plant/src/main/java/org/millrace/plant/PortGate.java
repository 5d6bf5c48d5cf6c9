package org.millrace.plant;

import java.util.HashMap;
import java.util.Map;
import org.millrace.plant.fault.FaultBoard;
import org.millrace.plant.fault.FaultKind;
import org.millrace.plant.http.PlantServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the own port of a system that is {@link FaultKind#DOWN}, so that connecting is refused,
 * and opens it when the fault is over.
 */
final class PortGate {
  private static final Logger LOG = LoggerFactory.getLogger(PortGate.class);
  private static final long POLL_MILLIS = 50;

  private final PlantServer server;
  private final FaultBoard faults;
  private final Thread watch = Thread.ofVirtual().name("port-gate").unstarted(this::watch);

  PortGate(PlantServer server, FaultBoard faults) {
    this.server = server;
    this.faults = faults;
  }

  void start() {
    watch.start();
  }

  void stop() throws InterruptedException {
    watch.interrupt();
    watch.join();
  }

  private void watch() {
    Map<String, Boolean> down = new HashMap<>();
    try {
      while (!server.systemsWithPort().isEmpty()) {
        for (String system : server.systemsWithPort()) {
          boolean now = faults.down(system);
          if (down.getOrDefault(system, false) != now && listen(system, !now)) {
            down.put(system, now);
          }
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean listen(String system, boolean listen) throws InterruptedException {
    try {
      server.listen(system, listen);
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // The port may still be taken for a moment; the next round tries again.
      LOG.warn("Cannot {} the port of {}: {}", listen ? "open" : "close", system, e.toString());
      return false;
    }
  }
}
