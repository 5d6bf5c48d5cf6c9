/**
 * HTTP for systems, people and the console.
 *
 * <p>Belongs here: the protocol alone — routes, headers, limits, problem details, cookies, files.
 * Does not belong here: any decision about messages; those are calls of the stages' ports.
 */
@NullMarked
package org.millrace.api;

import org.jspecify.annotations.NullMarked;
