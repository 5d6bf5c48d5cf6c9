/**
 * What a message must look like: JSON Schema 2020-12, compiled once.
 *
 * <p>Belongs here: compiling and validating. Does not belong here: which flow accepts which
 * contract.
 */
@NullMarked
package org.millrace.contract;

import org.jspecify.annotations.NullMarked;
