package org.millrace.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The Java sources of all modules below a folder; what a build makes is left out. */
final class SourceFiles {

  private static final Set<String> MADE = Set.of("target", "node_modules", ".git");

  private static final Path FIXTURES = Path.of("architecture", "fixture");

  private final Path root;
  private final List<Path> files = new ArrayList<>();

  SourceFiles(Path root) throws IOException {
    this.root = root;
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped = MADE.contains(folder.getFileName().toString());
            return skipped || folder.endsWith(FIXTURES)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The sources of the whole project; tests run in their module's folder. */
  static SourceFiles ofTheProject() throws IOException {
    return new SourceFiles(Path.of("..").toAbsolutePath().normalize());
  }

  int count() {
    return files.size();
  }

  /** Files with more lines than that. */
  List<String> longerThan(int lines) {
    return files.stream()
        .filter(file -> text(file).lines().count() > lines)
        .map(this::shown)
        .sorted()
        .toList();
  }

  /**
   * Packages for which neither the main sources nor the tests of their module have a package-info
   * with {@code @NullMarked}: that of the main sources covers the tests beside it.
   */
  List<String> packagesThatAreNotNullMarked() {
    Set<String> all = new TreeSet<>();
    Set<String> marked = new TreeSet<>();
    for (Path file : files) {
      String name = shown(file).replaceFirst("src/(main|test)/java/", "");
      String folder = name.substring(0, name.lastIndexOf('/'));
      all.add(folder);
      if (file.endsWith("package-info.java") && text(file).contains("\n@NullMarked\n")) {
        marked.add(folder);
      }
    }
    all.removeAll(marked);
    return List.copyOf(all);
  }

  private String shown(Path path) {
    return root.relativize(path).toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
