package org.millrace.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The simulated plant of the demo, as a process of its own. */
final class DemoPlant {

  private static final int STOP_LIMIT_SECONDS = 5;

  /** The simulation's fixed credentials (see plant/README.md), by the file the landscape names. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "erp-token", "erp-static-token",
          "mes-password", "mes-password",
          "wms-password", "wms-password",
          "qms-key", "qms-api-key",
          "carrier-token", "carrier-token");

  private final Process process;
  private final String address;

  private DemoPlant(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Writes the credentials that the demo environment refers to. */
  static void writeSecrets(Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
        Files.writeString(folder.resolve(secret.getKey()), secret.getValue() + "\n");
      }
    } catch (IOException e) {
      throw new StartFailure("Cannot write the demo's credentials to " + folder, e);
    }
  }

  /**
   * Starts the plant and waits until it serves.
   *
   * @param node address of the node it sends to
   * @param keys what each system sends with
   */
  static DemoPlant start(Demo.Settings demo, int port, String node, Map<String, String> keys) {
    Path data = demo.data().resolve("plant");
    try {
      Files.createDirectories(data);
      ProcessBuilder builder = new ProcessBuilder(command(demo, data, port, node));
      builder.environment().put("PLANT_MILLRACE_KEY", "");
      keys.forEach(
          (system, key) ->
              builder
                  .environment()
                  .put("PLANT_MILLRACE_KEY_" + system.toUpperCase(Locale.ROOT), key));
      builder.redirectError(data.resolve("plant.log").toFile());
      Process process = builder.start();
      return new DemoPlant(process, ready(process, data));
    } catch (IOException e) {
      throw new StartFailure("The simulated plant cannot be started: " + e.getMessage(), e);
    }
  }

  /** In a session of its own, out of reach of Ctrl-C: it has to outlive the node's last sends. */
  private static List<String> command(Demo.Settings demo, Path data, int port, String node) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-jar",
                jar(demo.home()).toString(),
                "--attached",
                "--every-day",
                "--port",
                Integer.toString(port),
                "--millrace",
                node,
                "--data",
                data.toString(),
                "--speed",
                Integer.toString(demo.speed())));
    if (demo.calm()) {
      command.add("--calm");
    }
    return command;
  }

  private static Path jar(Path home) {
    try (Stream<Path> files = Files.list(home.resolve("plant/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("millrace-plant-[^/]*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new StartFailure("The plant is not built; run ./millrace build"));
    } catch (IOException e) {
      throw new StartFailure("The plant is not built; run ./millrace build", e);
    }
  }

  /** Its one line on the standard output says where it is. */
  private static String ready(Process process, Path data) {
    try {
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      String line = output.readLine();
      if (line == null) {
        throw new StartFailure(
            "The simulated plant ended at once; see " + data.resolve("plant.log"));
      }
      return line.substring(line.lastIndexOf(' ') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return address;
  }

  /** Ends the plant; what it had not sent yet it sends next time. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
