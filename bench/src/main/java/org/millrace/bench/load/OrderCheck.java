package org.millrace.bench.load;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Loss, duplicates and order per key, seen from the target. Numbers are given out in sending order
 * over all keys, so within a key a lower number after a higher one is out of order. For one thread.
 */
public final class OrderCheck {
  private static final int NONE = -1;

  private final BitSet accepted = new BitSet();
  private final BitSet arrived = new BitSet();
  private final int[] lastOfKey;
  private long doubled;
  private long misordered;

  public OrderCheck(int keys) {
    lastOfKey = new int[keys];
    Arrays.fill(lastOfKey, NONE);
  }

  /** The engine promised to deliver this one. */
  public void accepted(int number) {
    accepted.set(number);
  }

  /** Whether this is the message's first arrival. */
  public boolean arrived(int number, int key) {
    if (arrived.get(number)) {
      doubled++;
      return false;
    }
    arrived.set(number);
    if (number < lastOfKey[key]) {
      misordered++;
    } else {
      lastOfKey[key] = number;
    }
    return true;
  }

  /** Promised, but not (yet) arrived. */
  public long missing() {
    BitSet missing = (BitSet) accepted.clone();
    missing.andNot(arrived);
    return missing.cardinality();
  }

  public long doubled() {
    return doubled;
  }

  public long misordered() {
    return misordered;
  }
}
