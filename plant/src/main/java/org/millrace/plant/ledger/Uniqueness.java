package org.millrace.plant.ledger;

/** By what a system refuses to have an effect twice; checked and written in one step. */
public enum Uniqueness {
  /** It never notices: the same posting twice is two effects. */
  NONE,
  /** By the caller's token, per operation. */
  REFERENCE,
  /** By the business key, per operation. */
  KEY
}
