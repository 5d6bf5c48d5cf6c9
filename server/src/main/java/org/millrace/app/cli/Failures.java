package org.millrace.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.millrace.app.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person reads when a command does not work, and what a script gets. */
final class Failures {

  private Failures() {}

  /** A sentence and where to read more; the whole help would bury the sentence. */
  static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(e.getMessage());
    suggestions(e).ifPresent(err::println);
    err.println("See: ./%s --help".formatted(line.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitStatus.USAGE;
  }

  private static Optional<String> suggestions(ParameterException e) {
    List<String> alike =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    return alike.isEmpty()
        ? Optional.empty()
        : Optional.of("Did you mean: " + String.join(", ", alike) + "?");
  }

  static int failed(Exception e, CommandLine line, ParseResult parsed) {
    CommandFailure failure =
        switch (e) {
          case CommandFailure known -> known;
          case StartFailure start ->
              new CommandFailure(ExitStatus.NO, String.valueOf(start.getMessage()));
          default -> fault(e);
        };
    if (line.getMixins().get("output") instanceof Output output && output.isJson()) {
      output.document(failure.document());
    }
    PrintWriter err = line.getErr();
    err.println(failure.text());
    err.flush();
    return failure.status();
  }

  /** A bug: the sentence is for whoever reads, the trace in a file for whoever repairs. */
  private static CommandFailure fault(Exception e) {
    String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new CommandFailure(
        ExitStatus.FAULT,
        "Millrace failed: %s%nThis is a fault of Millrace. Please report it with %s."
            .formatted(said, kept(e)));
  }

  private static String kept(Exception e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace, true));
    try {
      Path file = Files.createTempFile("millrace-fault-", ".txt");
      Files.writeString(file, trace.toString());
      return "the file " + file;
    } catch (IOException unwritable) {
      return "what you did (the details could not be written: " + unwritable.getMessage() + ")";
    }
  }
}
