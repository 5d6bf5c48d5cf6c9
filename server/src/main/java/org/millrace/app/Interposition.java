package org.millrace.app;

import java.util.ServiceLoader;
import org.millrace.adapter.Target;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.Settlements;

/**
 * Stands between a node's parts. Only proofs have one, which ends the process between two steps: it
 * is found with {@link ServiceLoader}, and no artifact of the product contains a provider.
 */
public interface Interposition {

  /** Between the commit of messages and the answer to their senders. */
  default PostgresInbox.Listener inbox(PostgresInbox.Listener own) {
    return own;
  }

  /** Around intents, doubts and results. */
  default Settlements settlements(Settlements own) {
    return own;
  }

  /** Around a target's calls. */
  default Target target(Target own) {
    return own;
  }

  /** The one on the class path, or one that does nothing. */
  static Interposition find() {
    return ServiceLoader.load(Interposition.class)
        .findFirst()
        .orElseGet(() -> new Interposition() {});
  }
}
