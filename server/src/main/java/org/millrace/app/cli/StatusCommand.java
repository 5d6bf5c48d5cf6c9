package org.millrace.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the node stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show how the node stands: its landscape, what is open, and every system.",
    footer = {
      "",
      "What is wrong with a system, and whether this machine is fit: ./millrace doctor."
    })
final class StatusCommand implements Callable<Integer> {

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    NodeClient client = NodeClient.of(node);
    JsonNode summary = client.get("/v1/summary").good();
    List<JsonNode> systems = client.get("/v1/systems").items();
    if (output.isJson()) {
      ObjectNode whole = ((ObjectNode) summary).deepCopy();
      ArrayNode items = whole.putArray("systems");
      systems.forEach(items::add);
      output.document(whole);
      return ExitStatus.DONE;
    }
    JsonNode landscape = summary.path("landscape");
    output.line(
        "%s: landscape `%s` version %d, environment `%s`, applied %s"
            .formatted(
                client.address(),
                Json.text(landscape, "name"),
                landscape.path("version").asInt(),
                Json.text(summary, "environment"),
                MessageText.time(landscape, "appliedAt")));
    JsonNode counts = summary.path("counts");
    output.line(
        "%d moving, %d waiting, %d for a person (open cases: %d), %d in quarantine, %d done today"
            .formatted(
                counts.path("moving").asLong(),
                counts.path("waiting").asLong(),
                counts.path("attention").asLong(),
                summary.path("cases").path("open").asLong(),
                summary.path("quarantine").path("waiting").asLong(),
                counts.path("doneToday").asLong()));
    output.line("");
    output.line(table(systems).toString());
    return ExitStatus.DONE;
  }

  private static Table table(List<JsonNode> systems) {
    Table table = new Table("  ");
    table.row("system", "health", "open", "in flight", "last minute", "");
    for (JsonNode system : systems) {
      table.row(
          Json.text(system, "name"),
          Json.text(system, "health"),
          system.path("backlog").asLong(),
          system.path("inFlight").asLong(),
          "%d done, %d failed"
              .formatted(
                  system.path("deliveredLastMinute").asLong(),
                  system.path("failedLastMinute").asLong()),
          Json.text(system, "reason"));
    }
    return table;
  }
}
