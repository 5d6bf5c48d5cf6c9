package org.millrace.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millrace.app.doctor.Finding;
import org.millrace.app.doctor.Finding.Level;
import org.millrace.app.doctor.Probe;
import tools.jackson.databind.JsonNode;

/** Whether the node answers, is ready, knows the key, and how its targets do. */
final class NodeProbe implements Probe {

  private static final String CHECK = "node";

  /** The header has whole seconds, and the answer was on its way. */
  private static final Duration TOLERATED = Duration.ofSeconds(3);

  private final NodeOptions options;
  private final Optional<Long> process;
  private final InstantSource clock;

  NodeProbe(NodeOptions options, Optional<Long> process, InstantSource clock) {
    this.options = options;
    this.process = process;
    this.clock = clock;
  }

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    try {
      NodeClient client = NodeClient.of(options);
      findings.add(alive(client));
      findings.addAll(ready(client));
      findings.addAll(inside(client));
    } catch (CommandFailure e) {
      // The first line says what is wrong, the others what to do.
      List<String> lines = e.text().lines().toList();
      findings.add(
          new Finding(
              CHECK,
              Level.FAIL,
              lines.getFirst(),
              String.join(" ", lines.subList(1, lines.size()))));
    }
    return findings;
  }

  private Finding alive(NodeClient client) {
    Answer answer = client.get("/health/live");
    answer.good();
    String found =
        client.address()
            + " answers"
            + process.map(NodeProbe::described).map(text -> ", " + text).orElse("");
    Optional<Duration> drift = answer.header("Date").flatMap(this::drift);
    return drift.isPresent() && drift.get().abs().compareTo(TOLERATED) > 0
        ? new Finding(
            CHECK,
            Level.WARN,
            found + "; its clock is %d s from ours".formatted(drift.get().abs().toSeconds()),
            "set the clocks by NTP on both machines")
        : new Finding(CHECK, Level.OK, found, "");
  }

  private static String described(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .map(since -> "process %d since %s".formatted(pid, since))
        .orElse("process " + pid);
  }

  private Optional<Duration> drift(String date) {
    try {
      Instant its = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), its));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static List<Finding> ready(NodeClient client) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode check : Json.list(client.get("/health/ready").any(), "checks")) {
      boolean ok = check.path("ok").asBoolean();
      findings.add(
          new Finding(
              "ready: " + Json.text(check, "name"),
              ok ? Level.OK : Level.FAIL,
              Json.text(check, "detail"),
              ok ? "" : "nothing is accepted until this is cured; look into the node's log"));
    }
    return findings;
  }

  private static List<Finding> inside(NodeClient client) {
    List<Finding> findings = new ArrayList<>();
    JsonNode summary = client.get("/v1/summary").good();
    long cases = summary.path("cases").path("open").asLong();
    findings.add(
        new Finding(
            "cases",
            cases == 0 ? Level.OK : Level.WARN,
            cases + " open",
            cases == 0 ? "" : "./millrace cases"));
    long kept = summary.path("quarantine").path("waiting").asLong();
    findings.add(
        new Finding(
            "quarantine",
            kept == 0 ? Level.OK : Level.WARN,
            kept + (kept == 1 ? " document that no flow took" : " documents that no flow took"),
            kept == 0 ? "" : "./millrace quarantine"));
    for (JsonNode system : client.get("/v1/systems").items()) {
      findings.add(deliveries(system));
    }
    return findings;
  }

  private static Finding deliveries(JsonNode system) {
    String health = Json.text(system, "health");
    Level level =
        switch (health) {
          case "ok", "idle" -> Level.OK;
          case "out" -> Level.FAIL;
          default -> Level.WARN;
        };
    String reason = Json.text(system, "reason");
    return new Finding(
        "deliveries to " + Json.text(system, "name"),
        level,
        health
            + (reason.isEmpty() ? "" : ": " + reason)
            + ", %d open".formatted(system.path("backlog").asLong()),
        remedy(health, Json.text(system, "name")));
  }

  private static String remedy(String health, String system) {
    return switch (health) {
      case "held" -> "a person stopped it: ./millrace release system %s".formatted(system);
      case "out" -> "nothing is lost, its messages wait; see `system %s`".formatted(system);
      case "degraded" -> "some attempts fail: ./millrace show --system %s".formatted(system);
      default -> "";
    };
  }
}
