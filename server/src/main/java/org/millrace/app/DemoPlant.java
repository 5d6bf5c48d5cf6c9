package org.millrace.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The simulated plant of the demo, as a process of its own. */
public final class DemoPlant {

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
  public static void writeSecrets(Path folder) {
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
   * @param home the project's folder
   * @param data the plant's own data folder
   * @param node address of the node it sends to
   * @param key the key it sends with
   */
  public static DemoPlant start(
      Path home, Path data, String node, String key, int speed, boolean calm) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                java.toString(),
                "-Xmx192m",
                "-jar",
                jar(home).toString(),
                "--millrace",
                node,
                "--data",
                data.toString(),
                "--speed",
                Integer.toString(speed)));
    if (calm) {
      command.add("--calm");
    }
    try {
      Files.createDirectories(data);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("PLANT_MILLRACE_KEY", key);
      builder.redirectError(data.resolve("plant.log").toFile());
      Process process = builder.start();
      return new DemoPlant(process, ready(process, data));
    } catch (IOException e) {
      throw new StartFailure("The simulated plant cannot be started: " + e.getMessage(), e);
    }
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
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
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

  public String address() {
    return address;
  }

  /** Ends the plant; what it had not sent yet it sends next time. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
