package org.millrace.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.app.doctor.Finding.Level;

@Timeout(30)
class ExaminationTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private record Scripted(String check, Callable<List<Finding>> looking) implements Probe {
    @Override
    public List<Finding> look() throws Exception {
      return looking.call();
    }
  }

  @Test
  void probes_look_at_the_same_time_and_findings_keep_their_order() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    List<Finding> findings =
        new Examination(AMPLE)
            .look(
                List.of(
                    new Scripted(
                        "first",
                        () -> {
                          both.await();
                          return List.of(Finding.ok("first", ""));
                        }),
                    new Scripted(
                        "second",
                        () -> {
                          both.await();
                          return List.of(Finding.ok("second", ""));
                        })));
    assertThat(findings).extracting(Finding::check).containsExactly("first", "second");
  }

  @Test
  void a_probe_that_hangs_is_the_finding_and_delays_no_other() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<Finding> findings =
        new Examination(SHORT)
            .look(
                List.of(
                    new Scripted(
                        "hangs",
                        () -> {
                          never.await();
                          return List.of();
                        }),
                    new Scripted("works", () -> List.of(Finding.ok("works", "")))));
    never.countDown();
    assertThat(findings).extracting(Finding::level).containsExactly(Level.FAIL, Level.OK);
    assertThat(findings.getFirst().found()).contains("no answer within");
  }

  @Test
  void a_probe_that_may_not_look_is_a_finding_too() throws Exception {
    List<Finding> findings =
        new Examination(AMPLE)
            .look(
                List.of(
                    new Scripted(
                        "closed",
                        () -> {
                          throw new IOException("Permission denied");
                        })));
    assertThat(findings.getFirst().level()).isEqualTo(Level.FAIL);
    assertThat(findings.getFirst().found()).contains("Permission denied");
  }

  @Test
  void a_disk_that_is_too_full_fails_before_the_node_refuses(@TempDir Path folder)
      throws IOException {
    assertThat(new FolderProbe(folder, 0.0).look())
        .filteredOn(finding -> finding.check().equals("disk"))
        .extracting(Finding::level)
        .containsExactly(Level.FAIL);
  }

  @Test
  void clocks_may_differ_by_a_little_not_by_a_minute() {
    assertThat(DatabaseProbe.drift("clock", "its", Duration.ofMillis(-1_900)).level())
        .isEqualTo(Level.OK);
    assertThat(DatabaseProbe.drift("clock", "its", Duration.ofSeconds(-30)))
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARN);
              assertThat(finding.found()).isEqualTo("its is 30 s behind");
            });
    assertThat(DatabaseProbe.drift("clock", "its", Duration.ofSeconds(90)).level())
        .isEqualTo(Level.FAIL);
  }

  @Test
  void a_tool_that_is_not_installed_says_what_it_is_for(@TempDir Path empty) throws Exception {
    Finding finding =
        new ToolProbe("chromium", "the browser tests", List.of("chromium"), empty.toString(), false)
            .look()
            .getFirst();
    assertThat(finding.level()).isEqualTo(Level.WARN);
    assertThat(finding.remedy()).contains("the browser tests");
  }
}
