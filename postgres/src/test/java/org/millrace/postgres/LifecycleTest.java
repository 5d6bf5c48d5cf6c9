package org.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LifecycleTest {
  private static final String ENDLESS = "do 'begin loop end loop; end'";

  @TempDir Path folder;

  @Test
  void keeps_its_data_when_stopped_and_started() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    long first;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      first = postgres.pid();
      Rows.add(postgres, "before the stop");
    }
    assertThat(ProcessHandle.of(first)).isEmpty();

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(Rows.all(postgres)).containsExactly("before the stop");
      assertThat(postgres.isAdopted()).isFalse();
      assertThat(Files.readString(folder.resolve("data/binaries-version")))
          .isEqualTo(postgres.version() + "\n");
    }
  }

  @Test
  void notices_a_crash_and_restarts_under_the_same_url() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestFolders.settings(folder))) {
      Rows.add(postgres, "before the crash");
      String url = postgres.jdbcUrl();
      assertThat(postgres.exit()).isNotDone();

      ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
      assertThat(postgres.exit().get(5, TimeUnit.SECONDS)).isEqualTo(EmbeddedPostgres.Exit.CRASHED);
      assertThat(postgres.isAlive()).isFalse();

      postgres.restart();
      assertThat(postgres.isAlive()).isTrue();
      assertThat(postgres.jdbcUrl()).isEqualTo(url);
      assertThat(Rows.all(postgres)).containsExactly("before the crash");
    }
  }

  @Test
  void restarts_at_once_although_a_session_of_the_crashed_server_still_computes() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestFolders.settings(folder))) {
      Rows.add(postgres, "before the crash");
      Connection busy = Rows.connect(postgres);
      try {
        CompletableFuture<Void> computing = computeForEver(postgres, busy);
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        postgres.exit().get(5, TimeUnit.SECONDS);
        long began = System.nanoTime();
        postgres.restart();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(Rows.all(postgres)).containsExactly("before the crash");
        computing.get(5, TimeUnit.SECONDS);
      } finally {
        busy.abort(Runnable::run);
      }
    }
  }

  private static CompletableFuture<Void> computeForEver(
      EmbeddedPostgres postgres, Connection busy) {
    CompletableFuture<Void> computing =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(
                    () -> {
                      try (Statement endless = busy.createStatement()) {
                        endless.execute(ENDLESS);
                      }
                    }));
    await()
        .until(
            () ->
                Rows.query(postgres, "select query from pg_stat_activity where state = 'active'")
                    .contains(ENDLESS));
    return computing;
  }

  @Test
  void restarts_a_running_server_and_tells_that_this_was_no_crash() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestFolders.settings(folder))) {
      long before = postgres.pid();
      var exit = postgres.exit();
      postgres.restart();
      assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(EmbeddedPostgres.Exit.STOPPED);
      assertThat(postgres.pid()).isNotEqualTo(before);
      Rows.add(postgres, "after the restart");
    }
  }

  @Test
  void recovers_when_the_server_was_killed_and_another_node_starts() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      Rows.add(postgres, "before the kill");
      ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(Rows.all(postgres)).containsExactly("before the kill");
    }
  }

  @Test
  void picks_a_port_remembers_it_and_moves_on_when_it_is_taken() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder).withPort(0);
    int first;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      first = postgres.port();
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(postgres.port()).isEqualTo(first);
    }
    try (ServerSocket other = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(postgres.port()).isNotEqualTo(other.getLocalPort()).isPositive();
    }
  }

  @Test
  void never_uses_a_half_made_database() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    Path half = Files.createDirectories(folder.resolve("data/making-1/cluster"));
    Files.writeString(half.resolve("PG_VERSION"), "18\n");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      Rows.add(postgres, "whole");
    }
    try (Stream<Path> left = Files.list(folder.resolve("data"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("making-") || name.endsWith(".new"));
    }
  }
}
