package org.millrace.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A node in a JVM of its own, which can be killed; commits one row, then waits. */
final class ForkedNode implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ForkedNode(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static ForkedNode fork(PostgresSettings settings) throws IOException {
    return fork(List.of(), System.getProperty("java.class.path"), settings);
  }

  static ForkedNode fork(List<String> prefix, String classPath, PostgresSettings settings)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            ForkedNode.class.getName(),
            settings.dataFolder().toString(),
            settings.binariesCache().toString(),
            Integer.toString(settings.port())));
    return new ForkedNode(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** "READY pid", or "FAILED kind message". */
  String said() throws IOException {
    return String.valueOf(out.readLine());
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Stops its database too. */
  @Override
  public void close() throws IOException {
    process.outputWriter().close();
    process.onExit().join();
  }

  public static void main(String[] args) throws Exception {
    PostgresSettings settings =
        PostgresSettings.of(Path.of(args[0]), Path.of(args[1])).withPort(Integer.parseInt(args[2]));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      Rows.add(postgres, "committed by a forked node");
      System.out.println("READY " + postgres.pid());
      while (System.in.read() >= 0) {
        // Until the test closes the pipe, or kills this process.
      }
    } catch (PostgresFailure e) {
      System.out.println("FAILED " + e.kind() + " " + e.getMessage());
    }
  }
}
