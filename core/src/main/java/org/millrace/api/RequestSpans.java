package org.millrace.api;

import java.util.function.Predicate;
import org.eclipse.jetty.server.Request;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.Span;
import org.millrace.telemetry.Traces;

/**
 * Makes the spans of requests that bring business messages, by OpenTelemetry's conventions for HTTP
 * servers. People's pages are not traced, and neither is who has not shown a valid key: nobody
 * without one can make the node export anything.
 */
final class RequestSpans {

  private static final int SERVER_ERROR = 500;

  private final Traces traces;
  private final Predicate<String> serves;

  /**
   * @param serves whether a flow serves an operation; other names are the caller's invention
   */
  RequestSpans(Traces traces, Predicate<String> serves) {
    this.traces = traces;
    this.serves = serves;
  }

  Span begin(
      Request request, Routes.Match.Found found, Callers.Caller caller, String correlationId) {
    Routes.Route route = found.route();
    if (!traces.on() || !(route.guard() instanceof Guard.PostsOperation)) {
      return Span.NONE;
    }
    Span span =
        traces.begin(
            Beginning.request(
                route.method() + " " + route.template(),
                Headers.traceparent(request.getHeaders())));
    if (span.recording()) {
      span.tell("http.request.method", route.method());
      span.tell("http.route", route.template());
      span.tell("url.scheme", String.valueOf(request.getHttpURI().getScheme()));
      span.tell("millrace.correlation.id", correlationId);
      caller.principal().ifPresent(who -> span.tell("millrace.sender", who.name()));
      String operation = found.values().getFirst();
      if (serves.test(operation)) {
        span.tell("millrace.operation", operation);
        span.tell("url.path", route.template().replace("{operation}", operation));
      }
    }
    return span;
  }

  /** A caller's mistake is no error of the server (conventions for HTTP spans, status). */
  static void end(Span span, int status) {
    span.tell("http.response.status_code", status);
    if (status >= SERVER_ERROR) {
      span.failed(Integer.toString(status));
    }
    span.close();
  }
}
