package org.millrace.bench.load;

/** When the next message is to be sent. */
public sealed interface Pace {

  /** As soon as a connection is free: measures throughput. */
  record Closed() implements Pace {}

  /**
   * At fixed times, whether or not answers have come: measures latency. A message is due at its
   * intended time and its latency counts from there, so that a stalled engine cannot hide by
   * slowing the load down (coordinated omission).
   */
  record Open(double perSecond) implements Pace {
    public Open {
      if (!(perSecond > 0)) {
        throw new IllegalArgumentException("the rate must be above 0, not " + perSecond);
      }
    }
  }

  static Pace closed() {
    return new Closed();
  }

  static Pace open(double perSecond) {
    return new Open(perSecond);
  }
}
