package org.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InspectionTest {
  @TempDir Path folder;

  @Test
  void sees_nothing_where_nothing_is() {
    Inspection seen = Inspection.of(folder.resolve("data"));
    assertThat(seen.database()).isEmpty();
    assertThat(seen.server()).isEmpty();
    assertThat(seen.unclean()).isFalse();
    assertThat(seen.access(folder.resolve("data"))).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void sees_a_running_server_and_the_way_in_then_a_crash_then_a_stopped_one() throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestFolders.settings(folder))) {
      Inspection running = Inspection.of(data);
      assertThat(running.bundledVersion()).isEqualTo(postgres.version());
      assertThat(running.database().orElseThrow().opens()).isTrue();
      assertThat(running.server())
          .contains(new Inspection.Server(postgres.pid(), postgres.port(), true));
      Inspection.Access way = running.access(data).orElseThrow();
      assertThat(way.toString()).doesNotContain(way.password());
      try (Connection connection =
          DriverManager.getConnection(way.jdbcUrl(), way.user(), way.password())) {
        assertThat(connection.isValid(5)).isTrue();
      }

      ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
      postgres.exit().get();
      Inspection crashed = Inspection.of(data);
      assertThat(crashed.server()).isEmpty();
      assertThat(crashed.unclean()).isTrue();
      assertThat(crashed.access(data)).isEmpty();
      postgres.restart();
    }
    Inspection stopped = Inspection.of(data);
    assertThat(stopped.server()).isEmpty();
    assertThat(stopped.unclean()).isFalse();
    assertThat(stopped.database()).isPresent();
  }

  @Test
  void sees_a_database_that_another_version_made() throws Exception {
    Files.createDirectories(folder.resolve("data/cluster"));
    Files.writeString(folder.resolve("data/cluster/PG_VERSION"), "12\n");
    assertThat(Inspection.of(folder.resolve("data")).database())
        .contains(new Inspection.Database("12", false));
  }
}
