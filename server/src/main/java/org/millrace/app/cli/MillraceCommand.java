package org.millrace.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
    name = "millrace",
    mixinStandardHelpOptions = true,
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
      BatchesCommand.class,
      ShowCommand.class,
      ExplainCommand.class,
      StatusCommand.class,
      CasesCommand.class,
      ReplayCommand.class,
      QuarantineCommand.class,
      ReleaseCommand.class,
      SettleCommand.class,
      CancelCommand.class,
      RerouteCommand.class,
      CompensateCommand.class,
      CorrectCommand.class,
      ApproveCommand.class,
      HoldCommand.class,
      AnnounceCommand.class,
      KeyCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Also: ./millrace test runs every test, ./millrace build builds what is missing.",
      "",
      "Exit status: 0 done; 1 the answer is no, or it failed; 2 wrong usage; 3 no node answers;",
      "4 the key is missing, unknown or lacks the right; 5 not now or not known yet: try again;",
      "70 a fault of Millrace."
    })
public final class MillraceCommand implements Runnable {

  private static final int WIDTH = 100;

  @Spec private @Nullable CommandSpec spec;

  /** Runs a command and returns its exit status. */
  public static int run(String... arguments) {
    return line().execute(arguments);
  }

  /** The whole command line, ready to parse. */
  static CommandLine line() {
    CommandLine line =
        new CommandLine(new MillraceCommand())
            .setUsageHelpWidth(WIDTH)
            .setParameterExceptionHandler(Failures::wrongUsage)
            .setExecutionExceptionHandler(Failures::failed);
    version(line);
    return line;
  }

  private static void version(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(MillraceCommand::version);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** The version of this program, as it was packaged. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "Millrace %s, Java %s".formatted(version(), Runtime.version()),
      };
    }

    static String version() {
      String packaged = MillraceCommand.class.getPackage().getImplementationVersion();
      return packaged == null ? "(not packaged)" : packaged;
    }
  }
}
