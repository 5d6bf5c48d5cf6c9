package org.millrace.proof;

import java.util.Arrays;
import java.util.Optional;

/**
 * A map of texts to small numbers that keeps 12 bytes a text instead of the text: the part of the
 * checker's memory that grows with the run. Two texts of the same 64-bit hash would be taken for
 * one; among ten million that happens once in 370,000 runs.
 */
final class Keys {

  private static final int FIRST_CAPACITY = 64;

  private long[] hashes = new long[FIRST_CAPACITY];
  private int[] values = new int[FIRST_CAPACITY];
  private int size;

  Optional<Integer> get(String key) {
    int at = slot(hash(key));
    return hashes[at] == 0 ? Optional.empty() : Optional.of(values[at]);
  }

  void put(String key, int value) {
    long hash = hash(key);
    int at = slot(hash);
    if (hashes[at] == 0) {
      hashes[at] = hash;
      size++;
    }
    values[at] = value;
    if (size * 2 > hashes.length) {
      grow();
    }
  }

  int size() {
    return size;
  }

  private int slot(long hash) {
    int at = (int) hash & (hashes.length - 1);
    while (hashes[at] != 0 && hashes[at] != hash) {
      at = (at + 1) & (hashes.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldValues = values;
    hashes = new long[oldHashes.length * 2];
    values = new int[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        int at = slot(oldHashes[i]);
        hashes[at] = oldHashes[i];
        values[at] = oldValues[i];
      }
    }
    Arrays.fill(oldHashes, 0);
  }

  /** FNV-1a with a final mix; never 0, which marks a free slot. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
