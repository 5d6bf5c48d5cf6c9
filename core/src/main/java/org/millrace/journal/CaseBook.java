package org.millrace.journal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.CaseState;
import org.millrace.message.Actor;

/**
 * What people do to cases; every change is kept with actor, reason and time. Of two changes at once
 * one has its effect and the other is refused, by the version that its author saw or else by what
 * it finds. Thread-safe.
 */
public interface CaseBook {

  /**
   * Makes a change, in one transaction.
   *
   * @param version the version that the author saw; the case must not have changed since
   */
  Outcome change(
      long number, OptionalInt version, CaseChange change, Actor actor, @Nullable String reason);

  /**
   * Orders all that wait in a case now to be let go. {@link CaseReleases} does it, in parts.
   *
   * @param version as above
   */
  Outcome release(long number, OptionalInt version, Actor actor, String reason);

  /** What became of it. */
  sealed interface Outcome {

    /**
     * The case has changed.
     *
     * @param members deliveries that wait in it, or are let go now
     */
    record Changed(long number, CaseState state, int version, int members) implements Outcome {}

    /** There is no such case. */
    record NotFound() implements Outcome {}

    /** It does not stand as it should; nothing changed. */
    record Refused(String why) implements Outcome {}
  }
}
