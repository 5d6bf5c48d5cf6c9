/**
 * The failure taxonomy and the pure decision that follows from a failure.
 *
 * <p>Belongs here: sealed kinds of failure, their owners and codes, policies, and {@link
 * org.millrace.failure.Decisions}. Does not belong here: finding out which failure it was (the
 * adapters' evidence and the delivery stage's classifier), acting on a decision.
 */
@NullMarked
package org.millrace.failure;

import org.jspecify.annotations.NullMarked;
