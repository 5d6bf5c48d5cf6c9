package org.millrace.bench.measure;

/**
 * Log-linear histogram of microseconds; a quantile is off by at most 1.6 %. For one thread.
 *
 * <p>Values below 64 have a bucket each. Above, every power of two is split into 32 buckets, so
 * that a value's bucket is its exponent and its five bits below the leading one.
 */
public final class Histogram {
  private static final int EXACT = 64;
  private static final int BITS = 5;
  private static final int BUCKETS = 64 << BITS;

  private final long[] counts = new long[BUCKETS];
  private long count;
  private long max;

  /** Counts one value; a negative one, from clocks that disagree, counts as zero. */
  public void add(long micros) {
    long value = Math.max(0, micros);
    counts[bucket(value)]++;
    count++;
    max = Math.max(max, value);
  }

  public long count() {
    return count;
  }

  public long max() {
    return max;
  }

  /** The value that a share {@code q} of all values does not exceed; 0 if there are none. */
  public long quantile(double q) {
    if (q < 0 || q > 1) {
      throw new IllegalArgumentException("a quantile is between 0 and 1, not " + q);
    }
    long wanted = Math.max(1, (long) Math.ceil(q * count));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(middle(i), max);
      }
    }
    return max;
  }

  /** A quantile in milliseconds. */
  public double millis(double q) {
    return quantile(q) / 1e3;
  }

  private static int bucket(long value) {
    if (value < EXACT) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - BITS;
    return (shift << BITS) + (int) (value >>> shift);
  }

  private static long middle(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int shift = (bucket >> BITS) - 1;
    long mantissa = bucket - ((long) shift << BITS);
    return (mantissa << shift) + (1L << shift) / 2;
  }
}
