package org.millrace.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.millrace.landscape.Problem;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceArchive;
import org.millrace.landscape.SourceFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Puts a landscape in force on a running node. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description =
        "Put a landscape in force: all of it or nothing. Messages in flight keep their version.")
final class ApplyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "LANDSCAPE", description = "Folder of the landscape.")
  private Path folder = Path.of(".");

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() {
    Problems problems = new Problems();
    byte[] zip = SourceArchive.write(SourceFolder.read(folder, problems));
    List<Problem> unreadable = problems.all();
    if (!unreadable.isEmpty()) {
      unreadable.forEach(problem -> System.out.println(folder + "/" + problem));
      return 1;
    }
    NodeClient.Answer answer =
        NodeClient.of(node).post("/v1/landscape", zip, "application/zip", Map.of());
    if (node.json()) {
      NodeClient.print(answer.body());
      return answer.isGood() ? 0 : 1;
    }
    if (!answer.isGood() && answer.body().path("errors").isArray()) {
      answer.body().path("errors").forEach(error -> System.out.println(line(error)));
      return 1;
    }
    System.out.println("in force: version " + answer.good().path("version").asInt());
    return 0;
  }

  private String line(JsonNode error) {
    String remedy = error.path("remedy").asString("");
    return "%s/%s:%d:%d: %s%s"
        .formatted(
            folder,
            error.path("file").asString(""),
            error.path("line").asInt(),
            error.path("column").asInt(),
            error.path("message").asString(""),
            remedy.isEmpty() ? "" : "; " + remedy);
  }
}
