package org.millrace.monitoring;

import java.time.Instant;
import java.util.List;

/** The whole node at a glance. */
public record Summary(
    String environment,
    LandscapeInForce landscape,
    Counts counts,
    List<Minute> perMinute,
    OpenCases cases,
    Kept quarantine) {

  public Summary {
    perMinute = List.copyOf(perMinute);
  }

  /** The landscape that is in force. */
  public record LandscapeInForce(String name, int version, Instant appliedAt) {}

  /**
   * Open deliveries by group, and deliveries done and messages accepted since the day began.
   *
   * @param doneToday deliveries whose business effect is evident
   */
  public record Counts(
      long moving, long waiting, long attention, long doneToday, long acceptedToday) {}

  /** One minute of the last hour. */
  public record Minute(Instant minute, long accepted, long confirmed, long failed) {}

  /** Documents that no flow took and that wait for a person. */
  public record Kept(long waiting) {}

  /** Cases that wait for a decision. */
  public record OpenCases(long open) {}
}
