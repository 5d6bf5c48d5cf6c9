package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists what waits for a person. */
@Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    description = "List what waits for a person: one case a cause, however many messages.")
final class CasesCommand implements Callable<Integer> {

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() {
    JsonNode answer = NodeClient.of(node).get("/v1/cases").good();
    if (node.json()) {
      NodeClient.print(answer);
      return 0;
    }
    for (JsonNode found : NodeClient.items(answer)) {
      System.out.printf(
          "case %d  %s  %s  %d message(s), %d waiting behind%n  %s%n",
          found.path("number").asLong(),
          found.path("title").asString(""),
          found.path("owner").asString(""),
          found.path("members").asInt(),
          found.path("waitingBehind").asInt(),
          found.path("detail").asString(""));
    }
    System.out.println(
        NodeClient.items(answer).isEmpty()
            ? "no open cases"
            : "release one: ./millrace release case NUMBER --reason \"…\"");
    return 0;
  }
}
