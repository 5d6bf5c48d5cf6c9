package org.millrace.app.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs probes at the same time and waits for none longer than its limit. */
public final class Examination {

  /** Longest time of any probe; what hangs longer is itself the finding. */
  public static final Duration LIMIT = Duration.ofSeconds(8);

  private final Duration limit;

  public Examination(Duration limit) {
    this.limit = limit;
  }

  /** All findings, in the order of the probes; takes no longer than the limit. */
  public List<Finding> look(List<? extends Probe> probes) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    List<FutureTask<List<Finding>>> tasks =
        probes.stream().map(probe -> new FutureTask<>(probe::look)).toList();
    for (int i = 0; i < tasks.size(); i++) {
      // Daemons: one that hangs in native code must not keep the program from ending.
      Thread.ofPlatform().daemon().name("probe-" + probes.get(i).check()).start(tasks.get(i));
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      findings.addAll(result(probes.get(i), tasks.get(i), deadline));
    }
    return findings;
  }

  private List<Finding> result(Probe probe, FutureTask<List<Finding>> task, long deadline)
      throws InterruptedException {
    try {
      return task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return List.of(
          Finding.fail(
              probe.check(),
              "no answer within " + limit.toSeconds() + " s",
              "look why it hangs, or whether the machine is overloaded; then run this again"));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return List.of(
          Finding.fail(
              probe.check(),
              "could not be looked at: " + cause,
              "check whether this user may look there"));
    }
  }
}
