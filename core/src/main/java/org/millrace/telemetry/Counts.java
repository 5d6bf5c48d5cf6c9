package org.millrace.telemetry;

import java.util.Locale;

/** Counts that pages show per minute. Never blocks. Thread-safe. */
@FunctionalInterface
public interface Counts {

  /**
   * Counts one.
   *
   * @param flow the flow's name; the operation's if no flow serves it
   * @param system the sender for what happens at intake, else the target
   */
  void count(String flow, String system, What what);

  /** What can be counted. */
  enum What {
    /** A message became durable. */
    ACCEPTED,
    /** A caller sent the same again and got the first result. */
    DUPLICATE,
    /** A caller was told why it was not taken. */
    REFUSED,
    /** A target took a delivery; counted whether or not its effect is evident with it. */
    DELIVERED,
    /** The business effect of a delivery is evident. */
    CONFIRMED,
    /** An attempt failed. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The stored form. */
    public String label() {
      return label;
    }
  }
}
