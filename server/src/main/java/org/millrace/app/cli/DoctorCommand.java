package org.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.millrace.app.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Looks whether everything is as it should be. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Look at this machine and the running node, and say what is wrong and what helps.")
final class DoctorCommand implements Callable<Integer> {

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() {
    List<Installation.Finding> findings = new ArrayList<>(Installation.findings());
    findings.addAll(ofNode());
    boolean good = findings.stream().allMatch(Installation.Finding::good);
    if (node.json()) {
      NodeClient.print(NodeClient.object(Map.of("ok", good, "findings", findings)));
    } else {
      findings.forEach(
          f -> System.out.println((f.good() ? "ok    " : "look  ") + f.what() + ": " + f.detail()));
    }
    return good ? 0 : 1;
  }

  private List<Installation.Finding> ofNode() {
    NodeClient client;
    try {
      client = NodeClient.of(node);
    } catch (CommandFailure e) {
      return List.of(new Installation.Finding("node", true, "none is running here"));
    }
    List<Installation.Finding> findings = new ArrayList<>();
    try {
      JsonNode ready = client.get("/health/ready").body();
      for (JsonNode check : ready.path("checks")) {
        findings.add(
            new Installation.Finding(
                check.path("name").asString(""),
                check.path("ok").asBoolean(),
                check.path("detail").asString("")));
      }
      for (JsonNode system : NodeClient.items(client.get("/v1/systems").good())) {
        String health = system.path("health").asString("");
        findings.add(
            new Installation.Finding(
                "system " + system.path("name").asString(""),
                health.equals("ok") || health.equals("idle"),
                health + " " + system.path("reason").asString("")));
      }
    } catch (CommandFailure e) {
      findings.add(new Installation.Finding("node", false, String.valueOf(e.getMessage())));
    }
    return findings;
  }
}
