package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The example landscape, with the simulated plant where it really listens. */
final class DemoLandscape {

  static final String ENVIRONMENT = "demo";

  /** Where the example's environment says that the plant is. */
  private static final String DECLARED = "http://127.0.0.1:8090/";

  private DemoLandscape() {}

  /**
   * Copies the example, so that the environment of a checkout stays as it is.
   *
   * @param home the project's folder
   * @param folder where the copy goes; what was there is replaced
   * @return the copy
   */
  static Path write(Path home, Path folder, int plantPort) {
    Path example = home.resolve("examples/discrete-plant");
    if (!Files.isDirectory(example)) {
      throw new StartFailure("There is no " + example + ": run ./millrace from its checkout");
    }
    try {
      clear(folder);
      for (Path file : filesOf(example)) {
        Path copy = folder.resolve(example.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
      Path environment = folder.resolve("environments/" + ENVIRONMENT + ".yaml");
      String declared = Files.readString(environment);
      if (!declared.contains(DECLARED)) {
        throw new StartFailure(environment + " does not say where the plant is: " + DECLARED);
      }
      Files.writeString(
          environment, declared.replace(DECLARED, "http://127.0.0.1:" + plantPort + "/"));
      return folder;
    } catch (IOException e) {
      throw new StartFailure("The demo's landscape cannot be written to " + folder, e);
    }
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : filesOf(folder)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
