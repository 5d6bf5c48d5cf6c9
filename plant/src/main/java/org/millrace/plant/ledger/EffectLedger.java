package org.millrace.plant.ledger;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.millrace.plant.json.Json;
import org.millrace.plant.log.DurableLog;
import org.millrace.plant.log.LineReader;
import org.millrace.plant.log.Lines;

/**
 * One system's effects, appended durably and looked up by token and by key. Uniqueness is decided
 * on the single writer thread, so two equal postings at once can never both be new. Thread-safe.
 */
public final class EffectLedger implements AutoCloseable {
  public static final int MAX_PAGE = 10_000;

  private static final char BY_REFERENCE = 'r';
  private static final char BY_KEY = 'k';
  private static final char LAST_SEQUENCE = 'o';

  private record Posting(EffectDraft draft, Uniqueness uniqueness) {}

  private final String system;
  private final InstantSource clock;
  private final HashIndex index;
  private final SparseOffsets offsets = new SparseOffsets();
  private final Tally tally = new Tally();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final DurableLog<Posting, Recorded> log;

  /** Reads the whole file once, to build the index: about a second per million effects. */
  public EffectLedger(String system, Path folder, InstantSource clock) throws IOException {
    this.system = system;
    this.clock = clock;
    this.index = new HashIndex(folder.resolve("index"));
    this.log =
        DurableLog.open(
            folder.resolve(system + ".jsonl"),
            (offset, line, earlier) -> note(effect(line), offset, earlier),
            this::stage);
  }

  /** Completes when the effect, new or found, is durable. */
  public CompletableFuture<Recorded> record(EffectDraft draft, Uniqueness uniqueness) {
    return log.append(new Posting(draft, uniqueness));
  }

  /** The system's own time, as its documents show it. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The effects that carry the caller's token, oldest first, at most 64. */
  public List<Effect> byReference(String reference) {
    return lookUp(BY_REFERENCE, reference, Effect::reference);
  }

  /** The effects with the business key, oldest first, at most 64. */
  public List<Effect> byKey(String key) {
    return lookUp(BY_KEY, key, Effect::key);
  }

  /** The effects after {@code seq}, oldest first. */
  public List<Effect> since(long seq, int limit) {
    List<Effect> page = new ArrayList<>();
    long end = log.durableEnd();
    long offset = reading(() -> offsets.atOrBefore(seq + 1));
    while (page.size() < limit && offset < end) {
      byte[] line = log.lineAt(offset);
      Effect effect = effect(line);
      if (effect.seq() > seq) {
        page.add(effect);
      }
      offset += line.length + 1;
    }
    return page;
  }

  public LedgerSummary summary() {
    return reading(() -> tally.summary(system));
  }

  /** What the movements of all effects add up to, by material. */
  public Map<String, BigDecimal> stock() {
    return reading(tally::stock);
  }

  private <T> T reading(Supplier<T> read) {
    lock.readLock().lock();
    try {
      return read.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private List<Effect> lookUp(
      char tag, String wanted, Function<Effect, @Nullable String> property) {
    long[] candidates = reading(() -> index.all(Digest.hash(tag, wanted, "")));
    List<Effect> found = new ArrayList<>();
    long end = log.durableEnd();
    for (long offset : candidates) {
      if (offset >= end) {
        break;
      }
      Effect effect = effect(log.lineAt(offset));
      if (wanted.equals(property.apply(effect))) {
        found.add(effect);
      }
    }
    return found;
  }

  private Recorded stage(Posting posting, Lines lines) throws IOException {
    EffectDraft draft = posting.draft();
    Effect existing =
        switch (posting.uniqueness()) {
          case NONE -> null;
          case REFERENCE -> firstOf(BY_REFERENCE, draft.reference(), draft.operation(), lines);
          case KEY -> firstOf(BY_KEY, draft.key(), draft.operation(), lines);
        };
    if (existing != null) {
      return new Recorded.Existing(existing);
    }
    Effect effect = Effect.of(tally.lastSeq() + 1, now(), system, draft);
    long offset = lines.append(Json.bytes(effect));
    note(effect, offset, lines);
    return new Recorded.Fresh(effect);
  }

  private @Nullable Effect firstOf(
      char tag, @Nullable String wanted, String operation, LineReader lines) throws IOException {
    if (wanted == null) {
      return null;
    }
    List<Effect> same = same(tag, wanted, operation, lines);
    return same.isEmpty() ? null : same.getFirst();
  }

  /** Only the writer thread changes the index, so it may read it without the lock. */
  private List<Effect> same(char tag, String wanted, String operation, LineReader lines)
      throws IOException {
    List<Effect> same = new ArrayList<>();
    for (long offset : index.all(Digest.hash(tag, wanted, ""))) {
      Effect effect = effect(lines.lineAt(offset));
      String value = tag == BY_KEY ? effect.key() : effect.reference();
      if (wanted.equals(value) && operation.equals(effect.operation())) {
        same.add(effect);
      }
    }
    return same;
  }

  private void note(Effect effect, long offset, LineReader lines) throws IOException {
    String reference = effect.reference();
    int sameReference =
        reference == null ? 0 : same(BY_REFERENCE, reference, effect.operation(), lines).size();
    int sameKey = same(BY_KEY, effect.key(), effect.operation(), lines).size();
    lock.writeLock().lock();
    try {
      tally.effect(effect);
      offsets.note(effect.seq(), offset);
      if (reference != null) {
        index.add(Digest.hash(BY_REFERENCE, reference, ""), offset);
        if (sameReference > 0) {
          tally.repeatedReference(reference, sameReference);
        }
      }
      index.add(Digest.hash(BY_KEY, effect.key(), ""), offset);
      if (sameKey > 0) {
        tally.repeatedKey(effect.key(), sameKey);
      }
      noteOrder(effect);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void noteOrder(Effect effect) throws IOException {
    String orderKey = effect.orderKey();
    Long sequence = effect.sequence();
    if (orderKey == null || sequence == null) {
      return;
    }
    long hash = Digest.hash(LAST_SEQUENCE, effect.operation(), orderKey);
    long last = index.first(hash);
    if (last != HashIndex.ABSENT && sequence < last) {
      tally.outOfOrder(orderKey, sequence, last);
      return;
    }
    if (last != HashIndex.ABSENT && sequence > last + 1) {
      tally.gap(orderKey, sequence, last);
    }
    index.put(hash, sequence);
  }

  private static Effect effect(byte[] line) {
    return Json.read(line, Effect.class);
  }

  @Override
  public void close() throws IOException {
    log.close();
    index.close();
  }
}
