package org.millrace.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.millrace.app.LandscapeCheck;
import org.millrace.landscape.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a landscape without a node. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Report every mistake of a landscape: file, line, column, what, and a suggestion.")
final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "LANDSCAPE", description = "Folder of the landscape.")
  private Path folder = Path.of(".");

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Check for this environment only (default: for each there is).")
  private List<String> environments = List.of();

  @Option(names = "--json", description = "Print JSON for scripts.")
  private boolean json;

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("There is no folder " + folder);
    }
    List<Problem> problems = LandscapeCheck.check(folder, environments);
    if (json) {
      NodeClient.print(
          NodeClient.object(
              Map.of("problems", problems.stream().map(CheckCommand::described).toList())));
    } else if (problems.isEmpty()) {
      System.out.println(folder + ": no problems");
    } else {
      problems.forEach(problem -> System.out.println(folder + "/" + problem));
      System.out.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
    }
    return problems.isEmpty() ? 0 : 1;
  }

  private static Map<String, Object> described(Problem problem) {
    return Map.of(
        "file", problem.at().file(),
        "line", problem.at().line(),
        "column", problem.at().column(),
        "message", problem.what(),
        "remedy", problem.remedy());
  }
}
