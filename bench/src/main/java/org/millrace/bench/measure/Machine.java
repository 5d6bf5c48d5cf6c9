package org.millrace.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * CPU seconds of the whole machine since it started, from {@code /proc/stat}. What a hypervisor
 * withheld counts as busy: others used it.
 */
public record Machine(double busy, double idle) {
  private static final double QUIET = 0.10;
  private static final long LOOK_MILLIS = 1_500;

  public static Machine now() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      String[] f = lines.findFirst().orElseThrow().split("\\s+", -1);
      double busy =
          ticks(f, 1) + ticks(f, 2) + ticks(f, 3) + ticks(f, 6) + ticks(f, 7) + ticks(f, 8);
      return new Machine(busy / 100, (ticks(f, 4) + ticks(f, 5)) / 100);
    } catch (IOException e) {
      throw new IllegalStateException("CPU use needs Linux's /proc", e);
    }
  }

  private static double ticks(String[] fields, int at) {
    return Long.parseLong(fields[at]);
  }

  /** Waits until less than 10 % of the machine is in use; gives up after the limit. */
  public static void awaitQuiet(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    double used = 1;
    while (used > QUIET && System.nanoTime() < end) {
      Machine before = now();
      Thread.sleep(LOOK_MILLIS);
      Machine after = now();
      double busy = after.busy() - before.busy();
      used = busy / Math.max(0.01, busy + after.idle() - before.idle());
    }
  }
}
