package org.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.postgres.PostgresFailure.Kind;

/** Each failure says in one sentence what is wrong, where, and what to do. */
@Timeout(120)
class FailureTest {
  @TempDir Path folder;

  @Test
  void a_given_port_that_is_taken() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    try (ServerSocket other =
        new ServerSocket(settings.port(), 1, InetAddress.getLoopbackAddress())) {
      fails(settings, Kind.PORT_TAKEN, "Port " + other.getLocalPort() + " on 127.0.0.1 is taken");
    }
    EmbeddedPostgres.start(settings).close();
  }

  @Test
  void a_database_of_another_major_version_or_without_its_password() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    EmbeddedPostgres.start(settings).close();

    Path version = folder.resolve("data/cluster/PG_VERSION");
    Files.writeString(version, "17\n");
    fails(settings, Kind.OTHER_MAJOR_VERSION, "was made by PostgreSQL 17 and this Millrace");

    Files.delete(version);
    fails(settings, Kind.BROKEN_FOLDER, "is not a PostgreSQL database");

    Files.writeString(version, "18\n");
    Path password = folder.resolve("data/password");
    String right = Files.readString(password);
    Files.writeString(password, "wrong\n");
    fails(settings, Kind.BROKEN_FOLDER, "does not accept the password");

    Files.delete(password);
    fails(settings, Kind.BROKEN_FOLDER, "password is missing");

    Files.writeString(password, right);
    EmbeddedPostgres.start(settings).close();
  }

  @Test
  void a_setting_that_postgres_does_not_know_or_that_would_lose_data() {
    PostgresSettings settings = TestFolders.settings(folder);
    fails(
        settings.withServerSettings(Map.of("shared_bufers", "1GB")),
        Kind.BAD_SETTING,
        "unrecognized configuration parameter \"shared_bufers\"");
    for (String name : List.of("fsync", "listen_addresses", "port", "Bad Name")) {
      assertThatThrownBy(() -> settings.withServerSettings(Map.of(name, "off")))
          .isInstanceOf(PostgresFailure.class)
          .hasMessageContaining("\"" + name + "\"");
    }
  }

  @Test
  void another_platform() {
    assertThatThrownBy(() -> Platform.check("Mac OS X", "aarch64", false))
        .isInstanceOf(PostgresFailure.class)
        .hasMessageContaining("use an external PostgreSQL with --database URL");
  }

  @Test
  void a_full_disk() throws Exception {
    assumeTrue(Account.current().isRoot(), "only root can mount a small disk");
    PostgresSettings settings = TestFolders.settings(folder);
    Files.createDirectories(settings.dataFolder());
    EmbeddedPostgres.start(TestFolders.settings(folder.resolve("cache-filler"))).close();
    List<String> smallDisk =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=20m none \"$1\" && shift && exec \"$@\"",
            "sh",
            settings.dataFolder().toString());
    try (ForkedNode node =
        ForkedNode.fork(smallDisk, System.getProperty("java.class.path"), settings)) {
      assertThat(node.said())
          .startsWith("FAILED DISK_FULL")
          .contains("The disk that holds " + settings.dataFolder() + " is full");
    }
  }

  private static void fails(PostgresSettings settings, Kind kind, String words) {
    PostgresFailure failure =
        catchThrowableOfType(PostgresFailure.class, () -> EmbeddedPostgres.start(settings).close());
    assertThat(failure).hasMessageContaining(words);
    assertThat(failure.kind()).isEqualTo(kind);
  }
}
