package org.millrace.api;

import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line per request, as fields. It has the route's template and never the address itself: what
 * callers write there, and what they forgot there, does not get into logs.
 */
final class AccessLog {

  private static final Logger log = LoggerFactory.getLogger("org.millrace.access-log");

  void write(Request request, int status, ApiHandler.Trail trail) {
    Level level = level(status, trail.template);
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    ApiHandler.about(log.atLevel(level), trail)
        .addKeyValue("method", request.getMethod())
        .addKeyValue("route", trail.template)
        .addKeyValue("status", status)
        .addKeyValue("micros", (System.nanoTime() - trail.began) / 1_000)
        .addKeyValue("caller", trail.principal.map(p -> p.actor().label()).orElse("-"))
        .addKeyValue("key", trail.principal.map(p -> p.keyPrefix()).orElse("-"))
        .addKeyValue("from", Request.getRemoteAddr(request))
        .log("request");
  }

  /** What happens thousands of times a minute and went well is for debugging only. */
  private static Level level(int status, String template) {
    boolean frequent =
        template.startsWith("/v1/operations/")
            || template.startsWith("/health/")
            || template.equals("/metrics")
            || template.equals("-");
    return status < 400 && frequent ? Level.DEBUG : Level.INFO;
  }
}
