package org.millrace.app.cli;

import org.millrace.app.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root command. */
@Command(
    name = "millrace",
    description = {
      "Control layer for manufacturing integrations: takes every business message in, keeps it,"
          + " delivers it in order with one effect, and shows what happened.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      CheckCommand.class,
      ApplyCommand.class,
      SendCommand.class,
      ShowCommand.class,
      CasesCommand.class,
      ReleaseCommand.class,
      KeyCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Also: ./millrace test runs every test, ./millrace build builds what is missing.",
      "Exit status: 0 done, 1 the answer is no or something failed, 2 wrong usage."
    })
public final class MillraceCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  /** Runs a command and returns its exit status. */
  public static int run(String... arguments) {
    return new CommandLine(new MillraceCommand())
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof StartFailure || failure instanceof CommandFailure) {
                line.getErr().println(failure.getMessage());
              } else {
                failure.printStackTrace(line.getErr());
              }
              line.getErr().flush();
              return 1;
            })
        .execute(arguments);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }
}
