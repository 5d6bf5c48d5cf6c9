package org.millrace.bench.kill;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what was accepted against what had an effect. A stream is one order key at one target; its
 * messages are numbered in the order in which they were accepted. Each accepted message must have
 * exactly one effect, and a stream's effects must come in the order of their numbers.
 *
 * <p>Acceptances may come in any order, effects must be given in the order of the target's ledger.
 * For one thread.
 */
public final class EffectComparison {
  /** How an example begins of an accepted message without an effect. */
  public static final String LOST = "lost: ";

  private static final int MOST_EXAMPLES = 20;

  private static final class Stream {
    private final BitSet accepted = new BitSet();
    private final BitSet effected = new BitSet();
    private int highest = -1;
  }

  private final Map<String, Stream> streams = new HashMap<>();
  private final List<String> examples = new ArrayList<>();
  private long doubled;
  private long misordered;

  public void accepted(String stream, int sequence) {
    stream(stream).accepted.set(sequence);
  }

  public void effect(String name, int sequence) {
    Stream stream = stream(name);
    if (stream.effected.get(sequence)) {
      doubled++;
      note("doubled: " + name + " " + sequence);
      return;
    }
    stream.effected.set(sequence);
    if (sequence < stream.highest) {
      misordered++;
      note("misordered: " + name + " " + sequence + " came after " + stream.highest);
    }
    stream.highest = Math.max(stream.highest, sequence);
  }

  /** Accepted messages that have no effect so far. */
  public long missing() {
    return streams.values().stream().mapToLong(s -> minus(s.accepted, s.effected)).sum();
  }

  public Verdict verdict() {
    long accepted = 0;
    long uninvited = 0;
    List<String> findings = new ArrayList<>(examples);
    for (Map.Entry<String, Stream> entry : streams.entrySet()) {
      Stream stream = entry.getValue();
      accepted += stream.accepted.cardinality();
      uninvited += minus(stream.effected, stream.accepted);
      if (minus(stream.accepted, stream.effected) > 0 && findings.size() < 2 * MOST_EXAMPLES) {
        findings.add(LOST + entry.getKey() + " " + firstMissing(stream));
      }
    }
    return new Verdict(accepted, missing(), doubled, misordered, uninvited, findings);
  }

  private Stream stream(String name) {
    return streams.computeIfAbsent(name, n -> new Stream());
  }

  private void note(String example) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(example);
    }
  }

  private static long minus(BitSet all, BitSet without) {
    BitSet rest = (BitSet) all.clone();
    rest.andNot(without);
    return rest.cardinality();
  }

  private static int firstMissing(Stream stream) {
    BitSet rest = (BitSet) stream.accepted.clone();
    rest.andNot(stream.effected);
    return rest.nextSetBit(0);
  }
}
