/**
 * The kill run: full load while the node is killed, then accepted messages against effects.
 *
 * <p>The comparison shares no code with the product: it believes the list on the sender's side and
 * the ledger on the target's side, and nothing in between.
 */
@NullMarked
package org.millrace.bench.kill;

import org.jspecify.annotations.NullMarked;
