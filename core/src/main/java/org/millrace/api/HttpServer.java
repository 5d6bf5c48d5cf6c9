package org.millrace.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The node's HTTP server. Requests run on virtual threads; a few platform threads do the I/O. */
public final class HttpServer implements AutoCloseable {

  /** Selecting and accepting only. */
  private static final int PLATFORM_THREADS = 16;

  private final Api api;
  private final Server server;
  private final ServerConnector connector;

  public HttpServer(HttpSettings settings, Api api) {
    this.api = api;
    HttpLimits limits = settings.limits();
    server = new Server(threads(limits));
    connector = connector(server, settings);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), server));
    server.setErrorHandler(new JettyErrors(api.ids()));
    server.setStopTimeout(limits.stop().toMillis());
    server.setHandler(new GracefulHandler(handler(settings, api)));
  }

  private static ApiHandler handler(HttpSettings settings, Api api) {
    Callers callers = new Callers(api.access(), settings.tls());
    return new ApiHandler(
        api.routes(settings.limits(), callers),
        new Gatekeeper(callers, api.access().quota(), Set.copyOf(settings.metricsFrom())),
        new BodyReader(settings.limits()),
        new StaticFiles(settings.console()),
        new RequestSpans(api.traces(), api.monitoring().acceptedJobs()::serves),
        api.ids(),
        settings.tls(),
        api.access().quota());
  }

  private static QueuedThreadPool threads(HttpLimits limits) {
    // The pool's own number allows about 200 requests at a time: it has to be said.
    VirtualThreadPool requests = new VirtualThreadPool(limits.requests());
    requests.setMaxConcurrentTasks(limits.requests());
    requests.setName("http");
    QueuedThreadPool platform = new QueuedThreadPool(PLATFORM_THREADS, 4);
    platform.setName("http-io");
    platform.setVirtualThreadsExecutor(requests);
    return platform;
  }

  private static ServerConnector connector(Server server, HttpSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(settings.limits().headers());
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setUriCompliance(UriCompliance.DEFAULT);
    ServerConnector connector = new ServerConnector(server, 1, 2, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.limits().idle().toMillis());
    return connector;
  }

  /**
   * Begins to serve.
   *
   * @throws UncheckedIOException if it cannot listen there
   */
  public HttpServer start() {
    try {
      server.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not start", e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Takes no more requests, answers those in flight within the limit, and ends. */
  @Override
  public void close() {
    // Watchers would stay for ever, waiting callers for a minute.
    api.monitoring().feed().close();
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not stop", e);
    }
  }
}
