/**
 * Delivers to the Tryton ERP (6.0) by JSON-RPC over HTTP.
 *
 * <p>Belongs here: the session, the calls, what an answer of Tryton proves, and the running of an
 * operation's declared steps. Does not belong here: any business document; those are declared in
 * the landscape, so that a new one needs no code.
 */
@NullMarked
package org.millrace.adapter.tryton;

import org.jspecify.annotations.NullMarked;
