package org.millrace.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.app.LandscapeCheck;
import org.millrace.landscape.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Checks a landscape without a node. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Report every mistake of a landscape: file, line, column, what, and a suggestion.",
    footer = {
      "",
      "Needs no node. The exit status is 1 if there is a mistake.",
      "Example: ./millrace check examples/discrete-plant --environment demo"
    })
final class CheckCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "LANDSCAPE",
      converter = Arguments.Folder.class,
      description = "Folder of the landscape.")
  private Path folder = Path.of(".");

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Check for this environment only; repeatable (default: for each there is).")
  private List<String> environments = List.of();

  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    List<Problem> problems = LandscapeCheck.check(folder, environments);
    if (output.isJson()) {
      output.document(
          Json.object("problems", problems.stream().map(CheckCommand::described).toList()));
    } else if (problems.isEmpty()) {
      output.line(folder + ": no problems");
    } else {
      problems.forEach(problem -> output.line(folder + "/" + problem));
      output.line(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
    }
    return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.NO;
  }

  private static JsonNode described(Problem problem) {
    return Json.object(
        "file", problem.at().file(),
        "line", problem.at().line(),
        "column", problem.at().column(),
        "message", problem.what(),
        "remedy", problem.remedy());
  }
}
