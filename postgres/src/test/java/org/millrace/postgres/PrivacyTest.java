package org.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one running server shows to others, and how it is set. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivacyTest {
  private static final String LISTENING = "0A";

  @SuppressWarnings("NullAway.Init") // by start()
  private Path folder;

  @SuppressWarnings("NullAway.Init") // by start()
  private EmbeddedPostgres postgres;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    postgres =
        EmbeddedPostgres.start(
            TestFolders.settings(folder).withServerSettings(Map.of("max_connections", "42")));
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @Test
  void listens_on_loopback_only() throws Exception {
    assertThat(listeners("/proc/net/tcp")).containsExactly("0100007F");
    assertThat(listeners("/proc/net/tcp6")).isEmpty();
  }

  private List<String> listeners(String table) throws IOException {
    String port = ":%04X".formatted(postgres.port());
    return Files.readAllLines(Path.of(table)).stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(fields -> fields[1].endsWith(port) && fields[3].equals(LISTENING))
        .map(fields -> fields[1].substring(0, fields[1].length() - port.length()))
        .toList();
  }

  @Test
  void refuses_who_has_not_the_password() {
    for (String password : List.of("", "wrong", postgres.user())) {
      for (String user : List.of(postgres.user(), EmbeddedPostgres.SUPERUSER)) {
        assertThatThrownBy(
                () -> DriverManager.getConnection(postgres.jdbcUrl(), user, password).close())
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void keeps_a_long_random_password_where_only_its_owner_reads_it() throws Exception {
    Path file = folder.resolve("data/password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).hasSize(32).isEqualTo(postgres.password());
    assertThat(Rows.query(postgres, "select current_setting('password_encryption')"))
        .containsExactly("scram-sha-256");
  }

  @Test
  void the_nodes_user_is_no_superuser_and_the_server_is_not_root() throws Exception {
    assertThat(Rows.query(postgres, "select rolsuper::text from pg_roles where rolname = user"))
        .containsExactly("false");
    assertThatThrownBy(() -> Rows.query(postgres, "select pg_read_file('/etc/hostname')"))
        .hasMessageContaining("permission denied");
    assertThat(Account.ownerOf(Path.of("/proc/" + postgres.pid())).isRoot()).isFalse();
  }

  @Test
  void is_durable_checked_and_sorts_the_same_on_every_machine() throws Exception {
    assertThat(
            Rows.query(
                postgres,
                "select name || '=' || setting from pg_settings where name in ('fsync',"
                    + " 'synchronous_commit', 'full_page_writes', 'data_checksums',"
                    + " 'allow_alter_system', 'wal_compression', 'max_connections') order by 1"))
        .containsExactly(
            "allow_alter_system=off",
            "data_checksums=on",
            "fsync=on",
            "full_page_writes=on",
            "max_connections=42",
            "synchronous_commit=on",
            "wal_compression=pglz");
    assertThat(
            Rows.query(
                postgres,
                "select datlocprovider::text || ' ' || datlocale || ' ' ||"
                    + " pg_encoding_to_char(encoding) from pg_database where datname = 'millrace'"))
        .containsExactly("b C.UTF-8 UTF8");
  }

  @Test
  void logs_to_files() throws Exception {
    try (var logs = Files.list(folder.resolve("data/cluster/log"))) {
      assertThat(logs).isNotEmpty();
    }
    for (int stream = 0; stream <= 2; stream++) {
      Path target = Files.readSymbolicLink(Path.of("/proc/" + postgres.pid() + "/fd/" + stream));
      assertThat(target.toString()).doesNotContain("/pts/", "/tty");
    }
    assertThat(Files.readString(folder.resolve("data/start.log"))).doesNotContain("FATAL");
  }
}
