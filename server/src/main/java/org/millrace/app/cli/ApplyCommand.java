package org.millrace.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.millrace.app.LandscapeCheck;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.Problem;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceArchive;
import org.millrace.landscape.SourceFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Puts a landscape in force on a running node. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description =
        "Put a landscape in force: all of it or nothing. Messages in flight keep their version.",
    footer = {
      "",
      "The node reads it for its own environment. A landscape of another name is refused without",
      "--replace: it is most likely meant for another node.",
      "Example: ./millrace apply examples/discrete-plant"
    })
final class ApplyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "LANDSCAPE",
      converter = Arguments.Folder.class,
      description = "Folder of the landscape.")
  private Path folder = Path.of(".");

  @Option(
      names = "--replace",
      description = "Put it in force even if the node has a landscape of another name.")
  private boolean replace;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    LandscapeSource source = read();
    NodeClient client = NodeClient.of(node);
    JsonNode before = client.get("/v1/landscape").good();
    // One with mistakes has no name here; the node tells them.
    Optional<String> name =
        LandscapeCheck.load(source, Json.text(before, "environment")).map(Landscape::name);
    refuseAnother(name, Json.text(before, "name"));
    Answer answer =
        client.post("/v1/landscape", SourceArchive.write(source), "application/zip", Map.of());
    if (answer.problem().equals("landscape-invalid")) {
      throw new CommandFailure(ExitStatus.NO, mistakes(answer.body()), Optional.of(answer.body()));
    }
    JsonNode after = answer.good();
    if (output.isJson()) {
      output.document(after);
    } else {
      output.line(told(name.orElse(""), before, after.path("version").asInt(), client));
    }
    return ExitStatus.DONE;
  }

  private LandscapeSource read() {
    Problems problems = new Problems();
    LandscapeSource source = SourceFolder.read(folder, problems);
    List<Problem> unreadable = problems.all();
    if (!unreadable.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.NO,
          unreadable.stream()
              .map(problem -> folder + "/" + problem)
              .collect(Collectors.joining(System.lineSeparator())));
    }
    return source;
  }

  private void refuseAnother(Optional<String> given, String running) {
    if (!replace && given.isPresent() && !given.get().equals(running)) {
      throw new CommandFailure(
          ExitStatus.NO,
          "The node has the landscape `%s`, and %s is `%s`. Name another node with --data or --url,"
                  .formatted(running, folder, given.get())
              + " or add --replace if this is meant.");
    }
  }

  private static String told(String name, JsonNode before, int version, NodeClient client) {
    String place =
        "`%s` for the environment `%s` at %s"
            .formatted(name, Json.text(before, "environment"), client.address());
    return version == before.path("version").asInt()
        ? "nothing to do: version %d of %s is the same".formatted(version, place)
        : "in force: version %d of %s".formatted(version, place);
  }

  private String mistakes(JsonNode problem) {
    List<JsonNode> errors = Json.list(problem, "errors");
    return errors.stream().map(this::line).collect(Collectors.joining(System.lineSeparator()))
        + System.lineSeparator()
        + (errors.size() == 1 ? "1 problem" : errors.size() + " problems")
        + "; the landscape in force stays";
  }

  private String line(JsonNode error) {
    String remedy = Json.text(error, "remedy");
    return "%s/%s:%d:%d: %s%s"
        .formatted(
            folder,
            Json.text(error, "file"),
            error.path("line").asInt(),
            error.path("column").asInt(),
            Json.text(error, "message"),
            remedy.isEmpty() ? "" : "; " + remedy);
  }
}
