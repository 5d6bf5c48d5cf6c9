package org.millrace.plant.ledger;

import java.util.Arrays;

/** The offset of every {@value #STRIDE}th effect: ten million effects in 313 KiB. */
final class SparseOffsets {
  static final int STRIDE = 256;

  private long[] offsets = new long[64];
  private int size;

  /** Sequence numbers start at 1 and have no gap. */
  void note(long seq, long offset) {
    if ((seq - 1) % STRIDE == 0) {
      if (size == offsets.length) {
        offsets = Arrays.copyOf(offsets, size * 2);
      }
      offsets[size++] = offset;
    }
  }

  /** Where to start reading to reach {@code seq}. */
  long atOrBefore(long seq) {
    int index = (int) Math.min((Math.max(seq, 1) - 1) / STRIDE, size - 1L);
    return index < 0 ? 0 : offsets[index];
  }
}
