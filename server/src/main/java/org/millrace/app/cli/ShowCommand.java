package org.millrace.app.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows messages. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show one message with its history, or the latest messages.",
    footer = {
      "",
      "Without an argument: the latest messages. With a message's id: its story. With anything"
          + " else:",
      "the messages with that business key, order key or correlation id, or its beginning; the"
          + " story",
      "if there is only one. With --json, only an id gives a story; all else gives a list.",
      "The exit status is 1 if nothing has that key.",
      "Examples:",
      "  ./millrace show --state attention",
      "  ./millrace show PO-1001/3"
    })
final class ShowCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "ID|KEY",
      description = "A message's id, or a business key, order key or correlation id.")
  private @Nullable String what;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only in this state: moving, waiting, attention, done, or a delivery's state such as"
              + " NEEDS_PERSON; repeatable.")
  private List<String> states = List.of();

  @Option(
      names = "--flow",
      paramLabel = "NAME",
      converter = Arguments.Name.class,
      description = "Only of this flow.")
  private @Nullable String flow;

  @Option(
      names = "--system",
      paramLabel = "NAME",
      converter = Arguments.Name.class,
      description = "Only from or to this system.")
  private @Nullable String system;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Arguments.Time.class,
      description = "Only accepted at or after this time.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Arguments.Time.class,
      description = "Only accepted before this time.")
  private @Nullable Instant until;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      converter = Arguments.Limit.class,
      description = "Most messages, up to 200 (default: 20).")
  private int limit = 20;

  @Option(
      names = "--payload",
      description =
          "Print the document of the message with this id, as it came. Needs the right"
              + " read-payload.")
  private boolean payload;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    boolean isId = what != null && Arguments.Delivery.isMessage(what);
    if (payload && !isId && spec != null) {
      throw new ParameterException(spec.commandLine(), "--payload needs the id of a message");
    }
    NodeClient client = NodeClient.of(node);
    if (payload) {
      output.line(client.get("/v1/messages/" + what + "/payload").text());
      return ExitStatus.DONE;
    }
    return isId ? story(client, String.valueOf(what)) : list(client);
  }

  private int list(NodeClient client) {
    Answer answer = client.get("/v1/messages" + NodeClient.query(query()));
    List<JsonNode> items = answer.items();
    if (output.isJson()) {
      output.document(answer.good());
    } else if (items.isEmpty()) {
      output.note(what == null ? "no messages" : "No message has the key " + what + ".");
    } else if (what != null && items.size() == 1) {
      return story(client, Json.text(items.getFirst(), "id"));
    } else {
      output.line(MessageText.list(items));
    }
    return what != null && items.isEmpty() ? ExitStatus.NO : ExitStatus.DONE;
  }

  private List<Map.Entry<String, String>> query() {
    List<Map.Entry<String, String>> query = new ArrayList<>();
    query.add(Map.entry("limit", Integer.toString(limit)));
    states.forEach(state -> query.add(Map.entry("state", state)));
    add(query, "q", what);
    add(query, "flow", flow);
    add(query, "system", system);
    add(query, "since", since);
    add(query, "until", until);
    return query;
  }

  private static void add(
      List<Map.Entry<String, String>> query, String name, @Nullable Object value) {
    if (value != null) {
      query.add(Map.entry(name, value.toString()));
    }
  }

  private int story(NodeClient client, String id) {
    JsonNode message = client.get("/v1/messages/" + id).good();
    if (output.isJson()) {
      output.document(message);
    } else {
      output.line(MessageText.story(message));
    }
    return ExitStatus.DONE;
  }
}
