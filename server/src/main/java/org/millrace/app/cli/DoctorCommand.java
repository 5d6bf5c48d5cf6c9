package org.millrace.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.millrace.app.NodeAccess;
import org.millrace.app.doctor.Examination;
import org.millrace.app.doctor.Finding;
import org.millrace.app.doctor.Finding.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Looks whether everything is as it should be. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Look at this machine, the data folder, the database, the landscape, its targets and the"
            + " node, and say what is wrong and what helps.",
    footer = {
      "",
      "Changes nothing, sends nothing to a target, and takes fifteen seconds at most. Without a"
          + " running",
      "node it tells whether one could start. The exit status is 1 if anything fails.",
      "Examples:",
      "  ./millrace doctor",
      "  ./millrace doctor --landscape examples/discrete-plant --environment demo"
    })
final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--landscape",
      paramLabel = "DIR",
      converter = Arguments.Folder.class,
      description = "Look at this landscape instead of the one in force.")
  private @Nullable Path landscape;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description =
          "Which of its environments (default: the one in force, else dev, else the only one).")
  private @Nullable String environment;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Arguments.Port.class,
      description = "Port that a node would be started with (default: 8080).")
  private int port = 8080;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "The node's external PostgreSQL, as in ./millrace up; user and password from"
              + " MILLRACE_DB_USER and MILLRACE_DB_PASSWORD.")
  private @Nullable String database;

  @Option(names = "--home", hidden = true)
  private @Nullable Path home;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws InterruptedException {
    Patient patient =
        new Patient(
            data(),
            port,
            Optional.ofNullable(database),
            Optional.ofNullable(landscape),
            Optional.ofNullable(environment),
            Optional.ofNullable(home).filter(folder -> Files.exists(folder.resolve("pom.xml"))));
    List<Finding> findings =
        patient.examine(node, new Examination(Examination.LIMIT), InstantSource.system());
    boolean good = findings.stream().noneMatch(finding -> finding.level() == Level.FAIL);
    if (output.isJson()) {
      output.document(
          Json.object("ok", good, "findings", findings.stream().map(DoctorCommand::row).toList()));
    } else {
      print(findings);
    }
    return good ? ExitStatus.DONE : ExitStatus.NO;
  }

  /** The folder of the node that commands would talk to, else the one that a start would use. */
  private Path data() {
    return node.dataFolders().stream()
        .filter(folder -> NodeAccess.of(folder).isPresent())
        .findFirst()
        .orElse(node.dataFolders().getFirst());
  }

  private static JsonNode row(Finding finding) {
    return Json.object(
        "check", finding.check(),
        "level", finding.level().name().toLowerCase(Locale.ROOT),
        "found", finding.found(),
        "remedy", finding.remedy());
  }

  private void print(List<Finding> findings) {
    Table table = new Table("");
    List<String> remedies = new ArrayList<>();
    for (Finding finding : findings) {
      table.row(mark(finding.level()), finding.check(), finding.found());
      remedies.add(finding.remedy());
    }
    List<String> lines = table.lines();
    for (int i = 0; i < lines.size(); i++) {
      output.line(lines.get(i));
      if (!remedies.get(i).isEmpty()) {
        output.line("      -> " + remedies.get(i));
      }
    }
    output.line("");
    output.line(
        "%d looked at: %d ok, %d to look at, %d failed"
            .formatted(
                findings.size(),
                count(findings, Level.OK),
                count(findings, Level.WARN),
                count(findings, Level.FAIL)));
  }

  private static String mark(Level level) {
    return switch (level) {
      case OK -> "ok  ";
      case WARN -> "warn";
      case FAIL -> "FAIL";
    };
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
