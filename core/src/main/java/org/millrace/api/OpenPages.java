package org.millrace.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.millrace.monitoring.PrometheusMeters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Health, metrics, and the pages that explain problems. */
final class OpenPages {

  private final Readiness readiness;
  private final PrometheusMeters meters;

  OpenPages(Readiness readiness, PrometheusMeters meters) {
    this.readiness = readiness;
    this.meters = meters;
  }

  Answer live(Call call) {
    return Answer.json(Json.object().put("status", "ok"));
  }

  Answer ready(Call call) {
    List<Readiness.Check> checks = readiness.checks();
    boolean ready = checks.stream().allMatch(Readiness.Check::ok);
    ObjectNode json = Json.object().put("status", ready ? "ok" : "not-ready");
    ArrayNode array = json.putArray("checks");
    for (Readiness.Check check : checks) {
      array
          .addObject()
          .put("name", check.name())
          .put("ok", check.ok())
          .put("detail", check.detail());
    }
    return Answer.json(ready ? 200 : 503, Json.bytes(json));
  }

  Answer metrics(Call call) {
    return Answer.of(
        200, PrometheusMeters.CONTENT_TYPE, meters.scrape().getBytes(StandardCharsets.UTF_8));
  }

  /** The texts are constants, so nothing needs escaping; the address is never repeated. */
  Answer problem(Call call) {
    ProblemType type =
        ProblemType.of(call.value(0))
            .orElseThrow(
                () -> new Refused(ProblemType.NOT_FOUND, "There is no problem of this type"));
    String page =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%2$s · Millrace</title></head>
        <body>
        <h1>%2$s</h1>
        <p><code>%1$s</code>, HTTP status %3$d</p>
        <p>%4$s</p>
        </body>
        </html>
        """
            .formatted(type.slug(), type.title(), type.status(), type.explanation());
    return Answer.of(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "public, max-age=3600");
  }
}
