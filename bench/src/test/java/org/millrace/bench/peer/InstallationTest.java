package org.millrace.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path folder;

  @Test
  void what_is_needed_is_installed_once_and_again_when_a_source_is_newer() throws Exception {
    Files.createDirectories(folder.resolve("src/deep"));
    Path source = Files.writeString(folder.resolve("src/deep/source"), "");
    Installation peer = installation("sh", "-c", "echo >> runs");
    assertThat(peer.ensure()).isEmpty();
    assertThat(peer.ensure()).isEmpty();
    assertThat(runs()).isEqualTo(1);
    long made = Files.getLastModifiedTime(folder.resolve("stamp")).toMillis();
    Files.setLastModifiedTime(source, FileTime.fromMillis(made + 1_000));
    assertThat(peer.ensure()).isEmpty();
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void a_failed_installation_says_why_and_is_tried_again() throws Exception {
    Files.createDirectories(folder.resolve("src"));
    Installation peer = installation("sh", "-c", "echo >> runs; echo no network >&2; exit 3");
    assertThat(peer.ensure()).hasValueSatisfying(reason -> assertThat(reason).contains("network"));
    assertThat(peer.ensure()).isPresent();
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void a_command_that_is_not_there_is_a_reason_and_no_failure() throws Exception {
    Files.createDirectories(folder.resolve("src"));
    assertThat(installation("no-such-command-here").ensure())
        .hasValueSatisfying(reason -> assertThat(reason).contains("no-such-command-here"));
  }

  private long runs() throws IOException {
    return Files.readAllLines(folder.resolve("work/runs")).size();
  }

  private Installation installation(String... command) {
    return new Installation(
        "a peer",
        List.of(command),
        folder.resolve("work"),
        List.of(folder.resolve("src")),
        folder.resolve("stamp"),
        folder.resolve("log"));
  }
}
