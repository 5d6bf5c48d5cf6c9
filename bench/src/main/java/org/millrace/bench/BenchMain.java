package org.millrace.bench;

import java.time.InstantSource;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.KillRunCommand;
import org.millrace.bench.report.RunCommand;
import org.millrace.bench.soak.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Composition root of {@code bench/run}, {@code bench/kill-run} and {@code millrace soak}. */
@Command(name = "bench", description = "Measures Millrace, or kills it.")
public final class BenchMain {
  private static final int FAILED = 2;

  private BenchMain() {}

  public static void main(String[] args) {
    InstantSource clock = InstantSource.system();
    CommandLine commands =
        new CommandLine(new BenchMain())
            .addSubcommand(new RunCommand(clock))
            .addSubcommand(new KillRunCommand(clock))
            .addSubcommand(new SoakCommand(clock))
            .setOverwrittenOptionsAllowed(true) // scripts give defaults first
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (failure instanceof EngineFailure) {
                    command.getErr().println(failure.getMessage());
                  } else {
                    failure.printStackTrace(command.getErr());
                  }
                  return FAILED;
                });
    System.exit(commands.execute(args));
  }
}
