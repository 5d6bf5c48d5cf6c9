package org.millrace.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

  @Test
  void the_cpu_of_a_child_counts_for_its_parent() throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("bash", "-c", "bash -c 'while :; do :; done' & wait").start();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> ProcessTree.cpuSeconds(Set.of(shell.pid())) > 0.2);
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_process_that_is_named_twice_or_below_another_counts_once() {
    long self = ProcessHandle.current().pid();
    double once = ProcessTree.cpuSeconds(Set.of(self));
    double twice = ProcessTree.cpuSeconds(List.of(self, self));
    assertThat(once).isPositive();
    assertThat(twice).isLessThan(1.5 * once);
  }

  @Test
  void a_process_that_is_gone_uses_nothing() {
    assertThat(ProcessTree.cpuSeconds(Set.of(Long.MAX_VALUE))).isZero();
    assertThat(ProcessTree.peakResidentMiB(Long.MAX_VALUE)).isZero();
  }

  @Test
  void this_process_has_memory() {
    assertThat(ProcessTree.peakResidentMiB(ProcessHandle.current().pid())).isGreaterThan(10);
  }
}
