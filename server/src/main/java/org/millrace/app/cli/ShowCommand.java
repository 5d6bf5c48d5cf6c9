package org.millrace.app.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows messages. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show one message with its history, or the latest messages.",
    footer = {
      "",
      "Without an argument: the latest messages. With a message's id: its story. With anything",
      "else: the messages with that business key, order key or correlation id."
    })
final class ShowCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "ID|KEY")
  private @Nullable String what;

  @Option(names = "--state", description = "moving, waiting, attention, done, or one state.")
  private @Nullable String state;

  @Option(names = "--limit", defaultValue = "20", description = "Most messages (default: 20).")
  private int limit = 20;

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() {
    NodeClient client = NodeClient.of(node);
    if (what != null && what.matches("[0-9a-f]{8}-[0-9a-f-]{27}")) {
      return story(client.get("/v1/messages/" + what).good());
    }
    String query = "?limit=" + limit;
    if (what != null) {
      query += "&q=" + URLEncoder.encode(what, StandardCharsets.UTF_8);
    }
    if (state != null) {
      query += "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8);
    }
    return list(client.get("/v1/messages" + query).good());
  }

  private int list(JsonNode answer) {
    if (node.json()) {
      NodeClient.print(answer);
      return 0;
    }
    for (JsonNode message : NodeClient.items(answer)) {
      System.out.printf(
          "%s  %s  %-28s %-24s %-13s %s%n",
          message.path("acceptedAt").asString("").replace('T', ' '),
          message.path("id").asString(""),
          message.path("flow").asString(""),
          message.path("businessKey").asString(""),
          message.path("state").asString(""),
          message.path("summary").asString(""));
    }
    if (NodeClient.items(answer).isEmpty()) {
      System.out.println("no messages");
    }
    return 0;
  }

  private int story(JsonNode message) {
    if (node.json()) {
      NodeClient.print(message);
      return 0;
    }
    System.out.printf(
        "%s  %s%nfrom %s, order %s, correlation %s%ntechnical: %s  business: %s%n%s%n%n",
        message.path("title").asString(""),
        message.path("businessKey").asString(""),
        message.path("sender").asString(""),
        message.path("orderKey").asString("–"),
        message.path("correlationId").asString(""),
        message.path("state").asString(""),
        message.path("business").asString(""),
        message.path("summary").asString(""));
    for (JsonNode entry : message.path("timeline")) {
      System.out.printf(
          "%s  %s  (%s)%n",
          entry.path("at").asString("").replace('T', ' '),
          entry.path("text").asString(""),
          entry.path("actor").asString(""));
    }
    return 0;
  }
}
