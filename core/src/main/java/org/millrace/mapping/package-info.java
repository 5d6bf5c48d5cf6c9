/**
 * JSONata expressions: compiled once, evaluated within limits of time, depth and size.
 *
 * <p>Belongs here: compiling, evaluating, the functions plants need. Does not belong here: where an
 * expression is declared and what its result means.
 */
@NullMarked
package org.millrace.mapping;

import org.jspecify.annotations.NullMarked;
