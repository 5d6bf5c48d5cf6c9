package org.millrace.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lets something that waits go again. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = "Let a case, a delivery or a held system go again.",
    footer = {
      "",
      "Examples:",
      "  ./millrace release case 17 --reason \"period was reopened\"",
      "  ./millrace release delivery 0198…:1 --reason \"checked: it is not in the ERP\"",
      "  ./millrace release system erp --reason \"stocktaking is over\""
    })
final class ReleaseCommand implements Callable<Integer> {

  /** What can be released. */
  enum Kind {
    CASE("/v1/cases/"),
    DELIVERY("/v1/deliveries/"),
    SYSTEM("/v1/systems/");

    private final String path;

    Kind(String path) {
      this.path = path;
    }
  }

  @Parameters(index = "0", paramLabel = "case|delivery|system")
  private Kind kind = Kind.CASE;

  @Parameters(index = "1", paramLabel = "NUMBER|ID|NAME")
  private String what = "";

  @Option(names = "--reason", required = true, description = "Why; it is recorded.")
  private String reason = "";

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() {
    JsonNode answer =
        NodeClient.of(node)
            .post(kind.path + what + "/release", NodeClient.object(Map.of("reason", reason)))
            .good();
    if (node.json()) {
      NodeClient.print(answer);
    } else {
      System.out.println("released");
    }
    return 0;
  }
}
