package org.millrace.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of the landscape in the tests' resources. */
final class TestLandscape {

  private static final Path ORIGINAL = Path.of("src/test/resources/landscape");

  private TestLandscape() {}

  static Path copy(Path to, String erp) {
    try (Stream<Path> files = Files.walk(ORIGINAL)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(ORIGINAL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
      replace(to, "environments/dev.yaml", "http://127.0.0.1:25190", erp);
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void replace(Path folder, String file, String what, String with) {
    try {
      Path path = folder.resolve(file);
      String text = Files.readString(path);
      if (!text.contains(what)) {
        throw new IllegalArgumentException(file + " has no " + what);
      }
      Files.writeString(path, text.replace(what, with));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
