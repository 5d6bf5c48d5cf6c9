package org.millrace.plant.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One business effect, as a line of the ledger. A system's answer is a pure function of it, which
 * is why a replayed answer is the same even after a crash.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Effect(
    long seq,
    Instant at,
    String system,
    String operation,
    String key,
    @Nullable String reference,
    @Nullable String orderKey,
    @Nullable Long sequence,
    String digest,
    String document,
    @Nullable List<Movement> movements) {
  public Effect {
    movements = movements == null ? List.of() : List.copyOf(movements);
  }

  static Effect of(long seq, Instant at, String system, EffectDraft draft) {
    return new Effect(
        seq,
        at,
        system,
        draft.operation(),
        draft.key(),
        draft.reference(),
        draft.orderKey(),
        draft.sequence(),
        draft.digest(),
        document(draft.prefix(), seq),
        draft.movements());
  }

  /** What an effect would look like; it is in no ledger. */
  public static Effect unwritten(Instant at, long number, EffectDraft draft) {
    return of(number, at, "", draft);
  }

  /** A document number as systems give it: a range's prefix and a running number. */
  private static String document(String prefix, long seq) {
    return prefix + String.format("%08d", seq);
  }
}
