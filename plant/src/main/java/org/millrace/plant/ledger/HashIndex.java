package org.millrace.plant.ledger;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * From a 64-bit hash to longs, in a mapped scratch file rather than on the heap, so that a ledger
 * of ten million effects costs page cache and not memory. Open addressing, doubled when it is half
 * full. It is rebuilt from the ledger at every start, so nothing of it need be durable. Not
 * thread-safe: {@link EffectLedger} holds a lock around it.
 */
final class HashIndex implements AutoCloseable {
  /** One hash keeps at most this many values: a constant key must not make probing quadratic. */
  static final int MAX_VALUES = 64;

  static final long ABSENT = -1;
  private static final long SLOT_BYTES = 16;
  private static final long FIRST_SLOTS = 1L << 16;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Path folder;
  private Arena arena;
  private MemorySegment slots;
  private long mask;
  private long used;

  HashIndex(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.arena = Arena.ofShared();
    this.slots = map(arena, FIRST_SLOTS);
    this.mask = FIRST_SLOTS - 1;
  }

  /** The first value of a hash, or {@link #ABSENT}. */
  long first(long hash) {
    long wanted = nonZero(hash);
    long slot = wanted & mask;
    for (long found = hashAt(slot); found != 0; found = hashAt(slot)) {
      if (found == wanted) {
        return valueAt(slot);
      }
      slot = (slot + 1) & mask;
    }
    return ABSENT;
  }

  /** All values of a hash in the order in which they came. */
  long[] all(long hash) {
    long wanted = nonZero(hash);
    long[] values = new long[MAX_VALUES];
    int count = 0;
    long slot = wanted & mask;
    for (long found = hashAt(slot); found != 0; found = hashAt(slot)) {
      if (found == wanted) {
        values[count++] = valueAt(slot);
      }
      slot = (slot + 1) & mask;
    }
    return Arrays.copyOf(values, count);
  }

  /** Sets the one value of a hash. */
  void put(long hash, long value) throws IOException {
    long wanted = nonZero(hash);
    long slot = wanted & mask;
    long found = hashAt(slot);
    while (found != 0 && found != wanted) {
      slot = (slot + 1) & mask;
      found = hashAt(slot);
    }
    fill(slot, wanted, value);
    if (found == 0) {
      grown();
    }
  }

  /** Adds a value unless the hash has {@link #MAX_VALUES} already. */
  void add(long hash, long value) throws IOException {
    long wanted = nonZero(hash);
    long slot = wanted & mask;
    int same = 0;
    for (long found = hashAt(slot); found != 0; found = hashAt(slot)) {
      if (found == wanted && ++same == MAX_VALUES) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    fill(slot, wanted, value);
    grown();
  }

  private void grown() throws IOException {
    used++;
    if (used * 2 <= mask) {
      return;
    }
    long oldSlots = mask + 1;
    Arena oldArena = arena;
    MemorySegment old = slots;
    arena = Arena.ofShared();
    slots = map(arena, oldSlots * 2);
    mask = oldSlots * 2 - 1;
    for (long i = 0; i < oldSlots; i++) {
      long hash = old.get(LONG, i * SLOT_BYTES);
      if (hash != 0) {
        long slot = hash & mask;
        while (hashAt(slot) != 0) {
          slot = (slot + 1) & mask;
        }
        fill(slot, hash, old.get(LONG, i * SLOT_BYTES + Long.BYTES));
      }
    }
    oldArena.close();
  }

  private MemorySegment map(Arena owner, long slotCount) throws IOException {
    Path scratch = Files.createTempFile(folder, "index", ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            scratch,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            // The mapping outlives the name, so that a killed plant leaves no scratch behind.
            StandardOpenOption.DELETE_ON_CLOSE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, slotCount * SLOT_BYTES, owner);
    }
  }

  private static long nonZero(long hash) {
    return hash == 0 ? 1 : hash;
  }

  private long hashAt(long slot) {
    return slots.get(LONG, slot * SLOT_BYTES);
  }

  private long valueAt(long slot) {
    return slots.get(LONG, slot * SLOT_BYTES + Long.BYTES);
  }

  private void fill(long slot, long hash, long value) {
    slots.set(LONG, slot * SLOT_BYTES, hash);
    slots.set(LONG, slot * SLOT_BYTES + Long.BYTES, value);
  }

  @Override
  public void close() {
    arena.close();
  }
}
