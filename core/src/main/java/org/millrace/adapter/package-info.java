/**
 * The port to target systems: what an adapter is given, and what it must answer.
 *
 * <p>Belongs here: the service interface, the evidence an adapter returns, the exchange it records.
 * Does not belong here: classification into failures and decisions; those are the product's, the
 * same for every adapter.
 */
@NullMarked
package org.millrace.adapter;

import org.jspecify.annotations.NullMarked;
