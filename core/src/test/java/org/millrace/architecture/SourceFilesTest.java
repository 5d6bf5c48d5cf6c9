package org.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiled classes do not show. Covers the sources and tests of all modules. */
class SourceFilesTest {

  private static final int MOST_LINES = 400;

  @Test
  void the_project_is_read_and_not_an_empty_folder() throws IOException {
    assertThat(SourceFiles.ofTheProject().count()).isGreaterThan(200);
  }

  @Test
  void no_file_is_too_long() throws IOException {
    assertThat(SourceFiles.ofTheProject().longerThan(MOST_LINES)).isEmpty();
  }

  @Test
  void a_file_that_is_too_long_is_found_unless_the_build_made_it(@TempDir Path root)
      throws IOException {
    write(root.resolve("core/src/main/java/p/Long.java"), "//\n".repeat(MOST_LINES + 1));
    write(root.resolve("core/src/main/java/p/Full.java"), "//\n".repeat(MOST_LINES));
    write(root.resolve("core/target/generated/p/Made.java"), "//\n".repeat(MOST_LINES + 1));
    assertThat(new SourceFiles(root).longerThan(MOST_LINES))
        .containsExactly("core/src/main/java/p/Long.java");
  }

  @Test
  void every_package_is_null_marked() throws IOException {
    assertThat(SourceFiles.ofTheProject().packagesThatAreNotNullMarked()).isEmpty();
  }

  @Test
  void a_package_that_is_not_null_marked_is_found(@TempDir Path root) throws IOException {
    write(root.resolve("core/src/main/java/marked/A.java"), "");
    write(
        root.resolve("core/src/main/java/marked/package-info.java"),
        "/** Marked. */\n@NullMarked\npackage marked;\n");
    write(root.resolve("core/src/test/java/marked/ATest.java"), "");
    write(root.resolve("core/src/main/java/silent/A.java"), "");
    write(
        root.resolve("core/src/main/java/described/package-info.java"),
        "/** Not marked. */\npackage described;\n");
    write(root.resolve("core/src/test/java/tested/ATest.java"), "");
    assertThat(new SourceFiles(root).packagesThatAreNotNullMarked())
        .containsExactly("core/described", "core/silent", "core/tested");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
