package org.millrace.plant.ledger;

/** What came of a posting. Either way the effect named here is durable. */
public sealed interface Recorded {
  Effect effect();

  record Fresh(Effect effect) implements Recorded {}

  /** Nothing new happened: this earlier effect has the same token or key. */
  record Existing(Effect effect) implements Recorded {}
}
