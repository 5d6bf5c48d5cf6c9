package org.millrace.bench.engine;

/** What an engine is compared as. */
public enum Role {
  /** The bare path: what this machine allows. */
  LIMIT,
  /** Millrace. */
  PRODUCT,
  /** Another engine that is durable before it answers. */
  DURABLE_PEER,
  /** Another engine that is not. */
  PEER
}
