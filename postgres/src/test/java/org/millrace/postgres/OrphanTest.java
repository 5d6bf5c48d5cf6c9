package org.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class OrphanTest {
  @TempDir Path folder;

  @Test
  void adopts_the_server_of_a_killed_node_with_all_that_was_committed() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    String orphan = killedNode(settings);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat("READY " + postgres.pid()).isEqualTo(orphan);
      assertThat(postgres.isAdopted()).isTrue();
      assertThat(Rows.all(postgres)).containsExactly("committed by a forked node");

      ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
      assertThat(postgres.exit().get(5, TimeUnit.SECONDS)).isEqualTo(EmbeddedPostgres.Exit.CRASHED);
      postgres.restart();
      assertThat(Rows.all(postgres)).containsExactly("committed by a forked node");
    }
  }

  @Test
  void replaces_an_orphan_that_runs_with_other_settings() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    String orphan = killedNode(settings);

    PostgresSettings changed = settings.withServerSettings(Map.of("work_mem", "9MB"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(changed)) {
      assertThat("READY " + postgres.pid()).isNotEqualTo(orphan);
      assertThat(postgres.isAdopted()).isFalse();
      assertThat(Rows.query(postgres, "show work_mem")).containsExactly("9MB");
      assertThat(Rows.all(postgres)).containsExactly("committed by a forked node");
    }
  }

  @Test
  void starts_although_postmaster_pid_names_a_foreign_process() throws Exception {
    PostgresSettings settings = stoppedNode();
    Files.write(
        folder.resolve("data/cluster/postmaster.pid"),
        List.of(Long.toString(ProcessHandle.current().pid()), "/elsewhere", "1", "25000"));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(Rows.all(postgres)).containsExactly("kept");
    }
  }

  @Test
  void starts_although_a_loss_of_power_left_postmaster_pid_empty() throws Exception {
    PostgresSettings settings = stoppedNode();
    Files.write(folder.resolve("data/cluster/postmaster.pid"), new byte[0]);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(Rows.all(postgres)).containsExactly("kept");
    }
  }

  @Test
  void refuses_a_folder_that_another_living_process_uses_and_names_it() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    try (ForkedNode node = ForkedNode.fork(settings)) {
      assertThat(node.said()).startsWith("READY");
      assertThat(refused(settings))
          .isEqualTo(
              ("The data folder %s is used by another Millrace node (process %d): stop it, or"
                      + " use another folder.")
                  .formatted(settings.dataFolder(), node.pid()));
    }
  }

  @Test
  void refuses_a_folder_that_this_process_uses_and_still_holds_it_afterwards() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      assertThat(refused(settings)).contains("this process");
      // The refused attempt must not have dropped the first one's lock.
      try (ForkedNode node = ForkedNode.fork(settings)) {
        assertThat(node.said()).startsWith("FAILED FOLDER_IN_USE");
      }
      assertThat(postgres.isAlive()).isTrue();
    }
  }

  @Test
  void starts_anew_when_the_first_node_was_killed_while_it_made_the_database() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    ForkedNode node = ForkedNode.fork(settings);
    await().pollInterval(5, TimeUnit.MILLISECONDS).until(this::isMaking);
    node.kill();

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      Rows.add(postgres, "made at the second try");
    }
  }

  private boolean isMaking() throws IOException {
    Path data = folder.resolve("data");
    if (!Files.isDirectory(data)) {
      return false;
    }
    try (Stream<Path> files = Files.list(data)) {
      return files.anyMatch(path -> Files.exists(path.resolve("cluster/global")));
    }
  }

  @Test
  void the_server_has_its_own_session_so_that_ctrl_c_does_not_reach_it() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestFolders.settings(folder))) {
      String stat = Files.readString(Path.of("/proc/" + postgres.pid() + "/stat"));
      // proc(5): state, ppid, pgrp, session follow the name.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      String own = Long.toString(postgres.pid());
      assertThat(List.of(fields[2], fields[3])).containsExactly(own, own);
    }
  }

  private PostgresSettings stoppedNode() throws Exception {
    PostgresSettings settings = TestFolders.settings(folder);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      Rows.add(postgres, "kept");
    }
    return settings;
  }

  private static String killedNode(PostgresSettings settings) throws Exception {
    ForkedNode node = ForkedNode.fork(settings);
    String ready = node.said();
    assertThat(ready).startsWith("READY");
    node.kill();
    return ready;
  }

  private static String refused(PostgresSettings settings) {
    PostgresFailure failure =
        catchThrowableOfType(PostgresFailure.class, () -> EmbeddedPostgres.start(settings));
    assertThat(failure.kind()).isEqualTo(PostgresFailure.Kind.FOLDER_IN_USE);
    return String.valueOf(failure.getMessage());
  }
}
