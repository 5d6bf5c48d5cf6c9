/**
 * From a caller's request to a durable message: identify, validate, compute keys, append.
 *
 * <p>Belongs here: everything before "accepted". Does not belong here: protocols (see {@code api})
 * and what happens after the commit.
 */
@NullMarked
package org.millrace.intake;

import org.jspecify.annotations.NullMarked;
