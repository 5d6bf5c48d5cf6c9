package org.millrace.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.bench.engine.Child;
import org.millrace.bench.engine.EngineFailure;

class RunningTest {
  @TempDir private Path folder;

  @Test
  void a_peer_that_never_gets_ready_leaves_neither_process_nor_database_behind() throws Exception {
    AtomicBoolean databaseStopped = new AtomicBoolean();
    Child child = Child.start("peer", List.of("sleep", "1000"), folder.resolve("log"));
    assertThatThrownBy(
            () ->
                Running.awaitOrStop(
                    child, () -> false, Duration.ofMillis(1), () -> databaseStopped.set(true)))
        .isInstanceOf(EngineFailure.class)
        .hasMessageContaining("not ready");
    assertThat(child.process().isAlive()).isFalse();
    assertThat(databaseStopped).isTrue();
  }
}
