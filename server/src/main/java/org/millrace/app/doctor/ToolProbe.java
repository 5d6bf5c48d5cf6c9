package org.millrace.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether a program is installed that building or testing needs; a node needs none. Only Node.js is
 * asked for its version, for only that has a least one.
 */
public final class ToolProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String name;
  private final String purpose;
  private final List<String> commands;
  private final String path;
  private final boolean tellsVersion;

  /**
   * @param commands its names; any of them will do
   * @param path where to look, as in {@code PATH}
   * @param tellsVersion whether to run it with {@code --version}
   */
  public ToolProbe(
      String name, String purpose, List<String> commands, String path, boolean tellsVersion) {
    this.name = name;
    this.purpose = purpose;
    this.commands = List.copyOf(commands);
    this.path = path;
    this.tellsVersion = tellsVersion;
  }

  /** What the project's own build and tests need. */
  public static List<ToolProbe> all(String path) {
    return List.of(
        new ToolProbe("maven", "building Millrace", List.of("mvn"), path, false),
        new ToolProbe("node.js", "building the console, from 20.19", List.of("node"), path, true),
        new ToolProbe("npm", "building the console", List.of("npm"), path, false),
        new ToolProbe(
            "chromium",
            "the console's browser tests",
            List.of("chromium", "chromium-browser", "google-chrome"),
            path,
            false));
  }

  @Override
  public String check() {
    return "tool " + name;
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      return List.of(
          Finding.warn(
              check(),
              "not installed",
              "needed for " + purpose + " only: install it with your package manager"));
    }
    String found = program.get().toString();
    return List.of(
        Finding.ok(check(), tellsVersion ? found + " " + version(program.get()) : found));
  }

  private Optional<Path> program() {
    return Stream.of(path.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> commands.stream().map(command -> Path.of(folder, command)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The first word with digits and a dot of what it says about itself; empty if it is silent. */
  private static String version(Path program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      try {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          return "";
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(said.split("\\s+", -1))
            .filter(word -> word.matches("v?[0-9]+\\.[0-9.]+.*"))
            .findFirst()
            .orElse("");
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return "";
    }
  }
}
