package org.millrace.bench.load;

import java.util.Arrays;
import org.millrace.bench.measure.Histogram;

/**
 * When each message was due, accepted and delivered, in nanoseconds of the monotonic clock, and the
 * check of what arrived. For one thread.
 */
final class MessageLog {
  /** Nine digits are in a message's id, but the memory for 24 bytes a message ends before. */
  private static final int MOST = 50_000_000;

  private static final int FIRST_CAPACITY = 1 << 20;
  private static final long NANOS_PER_MICRO = 1_000;

  private final int keys;
  private final OrderCheck check;
  private long[] due = new long[FIRST_CAPACITY];
  private long[] acceptedAt = new long[FIRST_CAPACITY];
  private long[] deliveredAt = new long[FIRST_CAPACITY];
  private int sent;
  private long accepted;
  private long delivered;
  private long lastDelivery;
  private long strays;

  MessageLog(int keys) {
    this.keys = keys;
    this.check = new OrderCheck(keys);
  }

  int sent(long dueAt) {
    if (sent == due.length) {
      grow();
    }
    due[sent] = dueAt;
    return sent++;
  }

  private void grow() {
    if (sent >= MOST) {
      throw new IllegalStateException("a run is at most " + MOST + " messages: shorten the window");
    }
    int capacity = Math.min(MOST, 2 * sent);
    due = Arrays.copyOf(due, capacity);
    acceptedAt = Arrays.copyOf(acceptedAt, capacity);
    deliveredAt = Arrays.copyOf(deliveredAt, capacity);
  }

  void accepted(int number, long now) {
    acceptedAt[number] = now;
    accepted++;
    check.accepted(number);
  }

  void delivered(int number, int key, long now) {
    if (number < 0 || number >= sent || key < 0 || key >= keys) {
      strays++;
    } else if (check.arrived(number, key)) {
      deliveredAt[number] = now;
      delivered++;
      lastDelivery = now;
    }
  }

  /** Something arrived that carries no id of this run. */
  void stray() {
    strays++;
  }

  long count() {
    return sent;
  }

  long undelivered() {
    return accepted - delivered;
  }

  /**
   * Exact, unlike {@link #undelivered}, if something was delivered whose acceptance was not heard.
   */
  boolean isDrained() {
    return undelivered() <= 0 && check.missing() == 0;
  }

  LoadReport report(long from, long to, Refusals refusals, long backlog) {
    Histogram accept = new Histogram();
    Histogram deliver = new Histogram();
    long acceptedInside = 0;
    long deliveredSince = 0;
    for (int i = 0; i < sent; i++) {
      acceptedInside += acceptedAt[i] >= from && acceptedAt[i] < to ? 1 : 0;
      deliveredSince += deliveredAt[i] >= from ? 1 : 0;
      if (due[i] >= from && due[i] < to) {
        record(accept, acceptedAt[i], due[i]);
        record(deliver, deliveredAt[i], due[i]);
      }
    }
    return new LoadReport(
        acceptedInside / seconds(from, to),
        deliveredSince / seconds(from, Math.max(to, lastDelivery)),
        deliveredSince,
        accept,
        deliver,
        sent,
        accepted,
        refusals.count(),
        refusals.first(),
        check.missing(),
        check.doubled(),
        check.misordered(),
        strays,
        backlog);
  }

  private static void record(Histogram histogram, long at, long due) {
    if (at != 0) {
      histogram.add((at - due) / NANOS_PER_MICRO);
    }
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
