package org.millrace.app.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Keys of systems and people. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
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
        "Permissions: post:<operation>, post:*, read, read-payload, operate, metrics, admin.",
        "Example: ./millrace key create --system mes --may post:confirm-production"
      })
  static final class Create implements Callable<Integer> {

    @Option(names = "--system", required = true, description = "Whose key it is.")
    private String system = "";

    @Option(
        names = "--may",
        required = true,
        split = ",",
        description = "What it may do; repeat or separate with commas.")
    private List<String> may = List.of();

    @Option(names = "--expires", description = "When it ends, such as 2027-01-01T00:00:00Z.")
    private @Nullable String expires;

    @Mixin private NodeOptions node = new NodeOptions();

    @Override
    public Integer call() {
      Map<String, Object> body = new HashMap<>(Map.of("system", system, "may", may));
      if (expires != null) {
        body.put("expires", expires);
      }
      JsonNode answer = NodeClient.of(node).post("/v1/keys", NodeClient.object(body)).good();
      if (node.json()) {
        NodeClient.print(answer);
      } else {
        System.out.println(answer.path("key").asString(""));
      }
      return 0;
    }
  }

  /** Lists keys. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys.")
  static final class Ls implements Callable<Integer> {

    @Mixin private NodeOptions node = new NodeOptions();

    @Override
    public Integer call() {
      JsonNode answer = NodeClient.of(node).get("/v1/keys").good();
      if (node.json()) {
        NodeClient.print(answer);
        return 0;
      }
      for (JsonNode key : NodeClient.items(answer)) {
        System.out.printf(
            "%s  %-16s %s%s%n",
            key.path("prefix").asString(""),
            key.path("system").asString(""),
            key.path("may"),
            key.path("revokedAt").isString() ? "  revoked" : "");
      }
      return 0;
    }
  }

  /** Revokes a key. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "End a key; the next call with it is refused.")
  static final class Revoke implements Callable<Integer> {

    @Parameters(paramLabel = "PREFIX", description = "The key's public part, as the list shows it.")
    private String prefix = "";

    @Mixin private NodeOptions node = new NodeOptions();

    @Override
    public Integer call() {
      NodeClient.of(node).delete("/v1/keys/" + prefix).good();
      System.out.println("revoked " + prefix);
      return 0;
    }
  }
}
