package org.millrace.app.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keys of systems and people. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Create, list and revoke access keys.",
    subcommands = {KeyCommand.Create.class, KeyCommand.Ls.class, KeyCommand.Revoke.class})
final class KeyCommand {

  /** Makes a key. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make a key and print it: alone on the standard output, and only this once.",
      footer = {
        "",
        "Rights: post:<operation>, post:*, read, read-payload, operate, correct, approve,"
            + " emergency-correct,",
        "metrics, admin. None contains another.",
        "Example: ./millrace key create --system mes --may post:confirm-production"
      })
  static final class Create implements Callable<Integer> {

    @Option(
        names = "--system",
        required = true,
        paramLabel = "NAME",
        converter = Arguments.Name.class,
        description = "Whose key it is; this name stands beside everything done with it.")
    private String system = "";

    @Option(
        names = "--may",
        required = true,
        split = ",",
        splitSynopsisLabel = ",",
        paramLabel = "RIGHT",
        description = "What it may do; repeat, or separate with commas.")
    private List<String> may = List.of();

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        converter = Arguments.Time.class,
        description = "When it ends, such as 2027-01-01T00:00:00Z (default: never).")
    private @Nullable Instant expires;

    @Mixin private NodeOptions node = new NodeOptions();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() {
      ObjectNode body = Json.object("system", system, "may", may);
      if (expires != null) {
        body.put("expires", expires.toString());
      }
      JsonNode answer = NodeClient.of(node).post("/v1/keys", body).good();
      if (output.isJson()) {
        output.document(answer);
      } else {
        output.line(Json.text(answer, "key"));
        output.note(
            "This is the only time that the key is shown. It is known as %s; to end it: ./millrace"
                    .formatted(Json.text(answer, "prefix"))
                + " key revoke "
                + Json.text(answer, "prefix"));
      }
      return ExitStatus.DONE;
    }
  }

  /** Lists keys. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the keys, newest first; revoked ones too.")
  static final class Ls implements Callable<Integer> {

    @Mixin private NodeOptions node = new NodeOptions();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() {
      Answer answer = NodeClient.of(node).get("/v1/keys");
      List<JsonNode> keys = answer.items();
      if (output.isJson()) {
        output.document(answer.good());
        return ExitStatus.DONE;
      }
      Table table = new Table("");
      table.row("prefix", "system", "state", "last used", "created", "may");
      for (JsonNode key : keys) {
        table.row(
            Json.text(key, "prefix"),
            Json.text(key, "system"),
            state(key),
            orNever(MessageText.time(key, "lastUsed")),
            MessageText.time(key, "created"),
            String.join(",", Json.list(key, "may").stream().map(JsonNode::asString).toList()));
      }
      output.line(table.toString());
      return ExitStatus.DONE;
    }

    private static String state(JsonNode key) {
      if (!Json.text(key, "revoked").isEmpty()) {
        return "revoked";
      }
      String expires = MessageText.time(key, "expires");
      return expires.isEmpty() ? "in force" : "until " + expires;
    }

    private static String orNever(String time) {
      return time.isEmpty() ? "never" : time;
    }
  }

  /** Revokes a key. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "End a key; the next call with it is refused.")
  static final class Revoke implements Callable<Integer> {

    @Parameters(
        paramLabel = "PREFIX",
        converter = Arguments.Prefix.class,
        description = "The key's public part, as ./millrace key list shows it.")
    private String prefix = "";

    @Mixin private NodeOptions node = new NodeOptions();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() {
      NodeClient.of(node).delete("/v1/keys/" + prefix).good();
      if (output.isJson()) {
        output.document(Json.object("revoked", prefix));
      } else {
        output.line("revoked " + prefix);
      }
      return ExitStatus.DONE;
    }
  }
}
