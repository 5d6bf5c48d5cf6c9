package org.millrace.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How full the data folder's disk is.
 *
 * @param used share from 0 to 1; empty if it cannot be told
 */
record Disk(OptionalDouble used) {

  /** From here on people are warned. */
  static final double SCARCE = 0.75;

  /** From here on nothing is taken in: what was accepted must still find room for its outcomes. */
  static final double FULL = 0.92;

  /** What follows from it. */
  enum Level {
    ENOUGH,
    SCARCE,
    FULL
  }

  static Disk of(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      long total = store.getTotalSpace();
      return new Disk(
          total <= 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(1.0 - (double) store.getUsableSpace() / total));
    } catch (IOException e) {
      return new Disk(OptionalDouble.empty());
    }
  }

  Level level() {
    double share = used.orElse(0);
    if (share >= FULL) {
      return Level.FULL;
    }
    return share >= SCARCE ? Level.SCARCE : Level.ENOUGH;
  }

  /** For people; has no paths. */
  String said() {
    if (used.isEmpty()) {
      return "how much of the disk is used cannot be told";
    }
    String share = percent(used.getAsDouble()) + " of the disk is used";
    return switch (level()) {
      case ENOUGH -> share;
      case SCARCE -> share + "; free some space: nothing is taken in from " + percent(FULL) + " on";
      case FULL ->
          share + "; free some space: nothing is taken in until it is below " + percent(FULL);
    };
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
