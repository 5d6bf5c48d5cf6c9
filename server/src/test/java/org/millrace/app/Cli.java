package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line, as a process of its own. */
final class Cli {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private Cli() {}

  /** What a command said and how it ended. */
  record Ended(int status, String output, String errors) {}

  static Ended run(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("millrace-output", ".txt");
    Path errors = Files.createTempFile("millrace-errors", ".txt");
    try {
      Process process =
          new ProcessBuilder(command(List.of(), List.of(arguments)))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            String.join(" ", arguments) + " did not end: " + Files.readString(errors));
      }
      return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /**
   * The command that runs the program as it was built for this test.
   *
   * @param options of the Java machine
   */
  static List<String> command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Short lives: compiling well does not pay.
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.millrace.app.Main");
    command.addAll(arguments);
    return command;
  }
}
