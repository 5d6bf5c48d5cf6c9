package org.millrace.plant.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The plant's sockets: one shared port, and on request one port per system, which can be closed and
 * opened so that a system that is down really refuses connections. Loopback unless told otherwise.
 */
public final class PlantServer {
  /** Hung and slow requests each hold a virtual thread, so this is also the most that can hang. */
  private static final int MAX_TASKS = 20_000;

  private static final int BACKLOG = 1024;
  private static final long IDLE_MILLIS = 120_000;
  private static final long STOP_MILLIS = 2_000;

  private final Server server;
  private final ServerConnector shared;
  private final Map<String, ServerConnector> own = new LinkedHashMap<>();

  /**
   * @param port the shared port; 0 picks a free one
   * @param ownPorts systems by path name that get a port of their own; 0 picks a free one
   */
  public PlantServer(String host, int port, Map<String, Integer> ownPorts, Responder responder) {
    VirtualThreadPool threads = new VirtualThreadPool(MAX_TASKS);
    threads.setName("plant");
    server = new Server(threads);
    shared = connector(host, port);
    ownPorts.forEach((system, ownPort) -> own.put(system, connector(host, ownPort)));
    server.setHandler(new CallHandler(responder));
    server.setStopTimeout(STOP_MILLIS);
  }

  private ServerConnector connector(String host, int port) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    return connector;
  }

  public void start() throws Exception {
    server.start();
    // A port picked by the kernel must stay the same when the connector is closed and opened.
    own.values().forEach(connector -> connector.setPort(connector.getLocalPort()));
  }

  public int port() {
    return shared.getLocalPort();
  }

  public OptionalInt port(String system) {
    ServerConnector connector = own.get(system);
    return connector == null ? OptionalInt.empty() : OptionalInt.of(connector.getPort());
  }

  public List<String> systemsWithPort() {
    return List.copyOf(own.keySet());
  }

  /** Closes a system's own port with all its connections, or opens it again. */
  public synchronized void listen(String system, boolean listen) throws Exception {
    ServerConnector connector = own.get(system);
    if (connector == null || connector.isRunning() == listen || !server.isRunning()) {
      return;
    }
    if (listen) {
      connector.start();
    } else {
      connector.stop();
    }
  }

  public void stop() throws Exception {
    server.stop();
  }
}
