package org.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As whom the server runs; JUnit's folders are closed to others, like /root. */
@Timeout(120)
class AccountsTest {
  private static final Account NOBODY = new Account("nobody", 65_534, 65_534);

  @TempDir Path folder;

  @Test
  void takes_the_first_service_account_that_exists_and_is_not_root() {
    assertThat(Account.service(List.of("nobody:x:65534:65534::/:/", "postgres:x:101:104::/:/")))
        .contains(new Account("postgres", 101, 104));
    assertThat(Account.service(List.of("root:x:0:0::/root:/bin/sh", "nobody:x:0:0::/:/")))
        .isEmpty();
  }

  private static void asRoot() {
    assumeTrue(Account.current().isRoot(), "only root can change users");
  }

  @BeforeEach
  void closeTheFolder() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void root_keeps_its_data_in_a_folder_that_is_closed_to_others() throws Exception {
    asRoot();
    PostgresSettings settings = TestFolders.settings(folder);
    Account server;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      Rows.add(postgres, "in a closed folder");
      server = Account.ownerOf(Path.of("/proc/" + postgres.pid()));
    }
    assertThat(server.isRoot()).isFalse();
    assertThat(Account.ownerOf(folder.resolve("data/cluster/PG_VERSION"))).isEqualTo(server);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");

    // The same data, now reachable without a mount.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(Rows.all(postgres)).containsExactly("in a closed folder");
    }
  }

  @Test
  void root_may_have_a_strict_umask() throws Exception {
    asRoot();
    PostgresSettings settings =
        PostgresSettings.of(folder.resolve("data"), folder.resolve("cache"))
            .withPort(TestFolders.freePort());
    List<String> strict = List.of("sh", "-c", "umask 077 && exec \"$@\"", "sh");
    try (ForkedNode node =
        ForkedNode.fork(strict, System.getProperty("java.class.path"), settings)) {
      assertThat(node.said()).startsWith("READY ");
    }
  }

  @Test
  void root_runs_a_restored_copy_and_a_database_of_an_ordinary_user() throws Exception {
    asRoot();
    PostgresSettings settings = TestFolders.settings(folder);
    EmbeddedPostgres.start(settings).close();
    for (Account owner : List.of(new Account("root", 0, 0), NOBODY)) {
      FileTree.give(folder.resolve("data"), owner);
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
        Account server = Account.ownerOf(Path.of("/proc/" + postgres.pid()));
        assertThat(server.isRoot()).isFalse();
        assertThat(owner.isRoot() || server.equals(NOBODY)).isTrue();
      }
    }
  }

  @Test
  void an_ordinary_user_runs_its_own_and_is_told_about_another_ones() throws Exception {
    asRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path home = Files.createDirectory(folder.resolve("home"));
    FileTree.give(home, NOBODY);
    PostgresSettings settings =
        PostgresSettings.of(home.resolve("data"), home.resolve("cache"))
            .withPort(TestFolders.freePort());
    List<String> asNobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    String classPath = readableClassPath();

    try (ForkedNode node = ForkedNode.fork(asNobody, classPath, settings)) {
      String ready = node.said();
      assertThat(ready).startsWith("READY ");
      Path proc = Path.of("/proc", ready.substring("READY ".length()));
      assertThat(Account.ownerOf(proc)).isEqualTo(NOBODY);
    }

    FileTree.give(home.resolve("data/cluster"), new Account("daemon", 1, 1));
    try (ForkedNode node = ForkedNode.fork(asNobody, classPath, settings)) {
      assertThat(node.said())
          .startsWith("FAILED WRONG_OWNER")
          .contains("belongs to the user daemon and this node runs as nobody");
    }

    FileTree.give(home.resolve("data"), new Account("root", 0, 0));
    try (ForkedNode node = ForkedNode.fork(asNobody, classPath, settings)) {
      assertThat(node.said()).startsWith("FAILED WRONG_OWNER");
    }
  }

  /** The build may lie in a folder that others cannot enter. */
  private String readableClassPath() throws IOException {
    List<String> copies = new ArrayList<>();
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    for (int i = 0; i < entries.length; i++) {
      Path from = Path.of(entries[i]);
      Path to = folder.resolve("classes-" + i + (entries[i].endsWith(".jar") ? ".jar" : ""));
      copyTree(from, to);
      copies.add(to.toString());
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()).normalize());
      }
    }
  }
}
