/** Proofs of what every adapter relies on. */
@NullMarked
package org.millrace.adapter;

import org.jspecify.annotations.NullMarked;
