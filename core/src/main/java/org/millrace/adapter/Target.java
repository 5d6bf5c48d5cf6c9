package org.millrace.adapter;

/**
 * A connected target system. Thread-safe: many virtual threads call it at once, up to the system's
 * declared concurrency.
 *
 * <p>No method throws for anything a target or the network can do; that is evidence, not an
 * exception. A thrown exception is a bug and is treated as an unknown outcome.
 */
public interface Target extends AutoCloseable {

  /**
   * Sends once; never retries by itself. Must not start to write after {@link
   * Outbound#sendBefore()} and must return by {@link Outbound#answerBefore()}.
   */
  Outcome send(Outbound outbound);

  /** Asks whether an earlier request arrived, by the reference it carried. Changes nothing. */
  ProbeAnswer probe(Outbound outbound);

  /** Asks whether the target can work at all; used before a held target is released. */
  Reachability reach();

  @Override
  void close();
}
