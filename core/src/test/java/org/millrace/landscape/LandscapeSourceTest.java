package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandscapeSourceTest {

  private final Problems problems = new Problems();

  @Test
  void an_archive_brings_back_the_same_files_and_digest() {
    LandscapeSource source = Landscapes.source("small");
    byte[] archive = SourceArchive.write(source);
    LandscapeSource back = SourceArchive.read(archive, problems);
    assertThat(problems.all()).isEmpty();
    assertThat(back.digest()).isEqualTo(source.digest()).hasSize(64);
    assertThat(SourceArchive.write(back)).isEqualTo(archive);
    assertThat(Landscapes.problems(back, "dev")).isEmpty();
  }

  @Test
  void any_change_changes_the_digest() {
    String digest = LandscapeSource.ofTexts(Map.of("a", "bc", "d", "")).digest();
    assertThat(LandscapeSource.ofTexts(Map.of("a", "b", "d", "c")).digest()).isNotEqualTo(digest);
    assertThat(LandscapeSource.ofTexts(Map.of("ab", "c", "d", "")).digest()).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../landscape.yaml",
        "/etc/passwd",
        "systems/../../x",
        "a\\b",
        ".git/config",
        "c:/x",
        "a//b"
      })
  void an_archive_cannot_name_files_outside(String name) throws IOException {
    assertThat(SourceArchive.read(zip(name, new byte[1]), problems).files()).isEmpty();
    assertThat(problems.all().toString()).contains("cannot be part of a landscape");
  }

  @Test
  void a_zip_bomb_is_stopped_while_unpacking() throws IOException {
    byte[] bomb = zip("systems/a.yaml", new byte[50 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(SourceArchive.read(bomb, problems).files()).isEmpty();
    assertThat(problems.all().toString()).contains("larger than");
  }

  @Test
  void bytes_that_are_no_archive_are_a_problem() {
    SourceArchive.read("PK but no zip".getBytes(StandardCharsets.UTF_8), problems);
    assertThat(problems.isEmpty()).isFalse();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void a_link_out_of_the_folder_is_refused(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.yaml"), "x: 1");
    Path landscape = Files.createDirectory(folder.resolve("landscape"));
    Files.writeString(landscape.resolve("landscape.yaml"), "landscape: a");
    Files.createSymbolicLink(landscape.resolve("secret.yaml"), secret);
    Files.createDirectories(landscape.resolve(".git"));
    LandscapeSource source = SourceFolder.read(landscape, problems);
    assertThat(source.files()).containsOnlyKeys("landscape.yaml");
    assertThat(problems.all().toString()).contains("leads out of the landscape's folder");
  }

  @Test
  void a_file_that_is_too_large_is_refused(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("big.yaml"), new byte[LandscapeSource.LARGEST_FILE + 1]);
    assertThat(SourceFolder.read(folder, problems).files()).isEmpty();
    assertThat(problems.all().toString()).contains("larger than");
  }
}
