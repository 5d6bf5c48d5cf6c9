package org.millrace.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.millrace.bench.measure.Histogram;

/**
 * What came of a load.
 *
 * @param acceptedPerSecond within the window
 * @param deliveredPerSecond from the window's start to the last delivery, so that an engine that
 *     accepts faster than it delivers is not credited with its backlog
 * @param delivered since the window's start
 * @param accept from the intended send time to the answer, for messages due within the window
 * @param deliver from the intended send time to the arrival at the target
 * @param backlog accepted but not yet delivered when the window closed
 */
public record LoadReport(
    double acceptedPerSecond,
    double deliveredPerSecond,
    long delivered,
    Histogram accept,
    Histogram deliver,
    long sent,
    long accepted,
    long refused,
    String firstRefusal,
    long lost,
    long doubled,
    long misordered,
    long strays,
    long backlog) {

  /**
   * Why the run is void; empty if it counts.
   *
   * @param ordered whether the engine promises the order of each key
   */
  public List<String> faults(boolean ordered) {
    List<String> faults = new ArrayList<>();
    note(faults, lost, "accepted but never delivered");
    note(faults, doubled, "delivered twice");
    note(faults, ordered ? misordered : 0, "delivered out of order");
    note(faults, strays, "arrived that nobody sent in this run");
    note(faults, refused, "not accepted: " + firstRefusal);
    if (accepted == 0) {
      faults.add("nothing was accepted");
    }
    return List.copyOf(faults);
  }

  private static void note(List<String> faults, long count, String what) {
    if (count > 0) {
      faults.add(count + " " + what);
    }
  }
}
