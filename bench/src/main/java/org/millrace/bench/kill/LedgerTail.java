package org.millrace.bench.kill;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.bench.engine.EngineFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a ledger of the plant as it grows: one JSON object per line, with {@code orderKey} and
 * {@code sequence}. For one thread.
 */
final class LedgerTail {
  /** Read at most this much at once; the rest comes with the next call. */
  private static final int MOST_BYTES = 16 << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final String system;
  private final Path file;
  private long offset;

  LedgerTail(String system, Path file) {
    this.system = system;
    this.file = file;
  }

  /** Gives every effect since the last call to the comparison; how many there were. */
  int readInto(EffectComparison comparison) throws IOException {
    byte[] bytes = more();
    int effects = 0;
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        JsonNode effect = JSON.readTree(bytes, start, i - start);
        comparison.effect(stream(effect), effect.path("sequence").asInt(-1));
        effects++;
        start = i + 1;
      }
    }
    offset += start;
    return effects;
  }

  private String stream(JsonNode effect) {
    if (!effect.path("orderKey").isString() || !effect.path("sequence").isIntegralNumber()) {
      throw new EngineFailure("an effect in " + file + " has no order key or sequence: " + effect);
    }
    return system + "/" + effect.path("orderKey").stringValue();
  }

  private byte[] more() throws IOException {
    if (!Files.exists(file)) {
      return new byte[0];
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(MOST_BYTES, open.length() - offset)];
      open.seek(offset);
      open.readFully(bytes);
      return bytes;
    }
  }
}
