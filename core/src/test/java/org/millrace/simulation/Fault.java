package org.millrace.simulation;

/** What can go wrong; a seed switches each on or off. */
public enum Fault {
  /** The node is killed between any two steps. */
  CRASH,
  /** A commit fails; nothing was written. */
  COMMIT_FAILS,
  /** A commit succeeds, and its answer is lost. */
  COMMIT_UNHEARD,
  /** The journal is away for a while. */
  JOURNAL_AWAY,
  /** No connection, this once. */
  NOT_CONNECTED,
  /** Nobody gets through for a while. */
  OUTAGE,
  /** Cut before the request arrived whole. */
  CUT_BEFORE_EFFECT,
  /** Cut when the effect was there. */
  CUT_AFTER_EFFECT,
  /** The connection ends while the request is still on its way; the effect lands later. */
  STILL_TRAVELLING,
  /** 500, with or without an effect, now or later. */
  SERVER_ERROR,
  /** 429 or 503 with Retry-After. */
  BUSY,
  /** Answers take long, some longer than anybody waits. */
  SLOW,
  /** The node pauses before it writes the request. */
  PAUSED,
  /** A question gets no clear answer. */
  PROBE_UNCLEAR,
  /** An effect can be seen only after a while. */
  SEEN_LATE,
  /** Some documents are refused by the target for ever. */
  POISON,
  /** Some documents make the target fail for ever. */
  POISON_ERROR,
  /** The target's rules refuse a document, this once. */
  REFUSED,
  /** A target says that it is not the right one: its rule sends the message elsewhere. */
  ELSEWHERE,
  /** A target says that nothing will come of it: by its rule the message is given up. */
  GIVEN_UP,
  /** The wall clock jumps by an hour or a day. */
  CLOCK_JUMP,
  /** The wall clock stands still for a while. */
  CLOCK_FROZEN,
  /** Senders repeat what was accepted. */
  DUPLICATES,
  /** Senders send out of order. */
  SHUFFLED,
  /** A person holds a target and lets it go. */
  HELD,
  /** People release, settle and cancel. */
  PEOPLE,
  /** Another landscape comes into force. */
  LANDSCAPE,
  /**
   * What the old process had under way goes on: until the restart in the journal, then only at
   * targets.
   */
  LATE_WRITER
}
