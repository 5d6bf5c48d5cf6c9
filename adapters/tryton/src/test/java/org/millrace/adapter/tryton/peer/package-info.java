/**
 * The real Tryton for tests, also of other modules (Maven type {@code test-jar}).
 *
 * <p>Belongs here: its life cycle and a client that shares no code with the adapter. Does not
 * belong here: anything of Millrace.
 */
@NullMarked
package org.millrace.adapter.tryton.peer;

import org.jspecify.annotations.NullMarked;
