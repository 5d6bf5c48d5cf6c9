package org.millrace.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BinariesTest {
  @TempDir Path folder;

  @Test
  void two_processes_that_unpack_at_once_both_start() throws Exception {
    Path cache = folder.resolve("cache");
    PostgresSettings first = settings(cache, "first", TestFolders.freePort());
    PostgresSettings second = settings(cache, "second", first.port() + 1);
    try (ForkedNode one = ForkedNode.fork(first);
        ForkedNode other = ForkedNode.fork(second)) {
      assertThat(one.said()).startsWith("READY");
      assertThat(other.said()).startsWith("READY");
    }
    assertThat(names(cache)).containsExactly("postgresql-18.6.0-linux-amd64");
    assertThat(Binaries.in(cache).program("postgres")).isExecutable();
  }

  private PostgresSettings settings(Path cache, String name, int port) {
    return PostgresSettings.of(folder.resolve(name), cache).withPort(port);
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void an_archive_that_ends_in_the_middle_or_reaches_outside_is_refused() {
    assertThatThrownBy(() -> unpack(Arrays.copyOf(entry("a", '0', 9), 515)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> unpack(entry("../a", '0', 0)))
        .hasMessageContaining("outside of the archive");
    assertThatThrownBy(() -> unpack(entry("/etc/a", '0', 0)))
        .hasMessageContaining("outside of the archive");
    assertThatThrownBy(() -> unpack(entry("a", '3', 0))).hasMessageContaining("unknown type");
    byte[] damaged = entry("a", '0', 0);
    damaged[0] = 'b';
    assertThatThrownBy(() -> unpack(damaged)).hasMessageContaining("not a ustar header");
    assertThat(folder.resolveSibling("a")).doesNotExist();
  }

  @Test
  void an_archive_that_is_whole_is_unpacked() throws Exception {
    unpack(entry("a/b", '0', 9));
    assertThat(folder.resolve("a/b")).hasSize(9);
  }

  private void unpack(byte[] archive) throws IOException {
    TarArchive.unpack(new ByteArrayInputStream(archive), folder);
  }

  private static byte[] entry(String name, char type, int size) {
    byte[] archive = new byte[512 * 4];
    put(archive, 0, name);
    put(archive, 100, "0000644");
    put(archive, 124, "%011o".formatted(size));
    put(archive, 148, "        ");
    archive[156] = (byte) type;
    put(archive, 257, "ustar");
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += archive[i];
    }
    put(archive, 148, "%06o".formatted(sum));
    archive[154] = 0;
    return archive;
  }

  private static void put(byte[] archive, int at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, archive, at, bytes.length);
  }
}
