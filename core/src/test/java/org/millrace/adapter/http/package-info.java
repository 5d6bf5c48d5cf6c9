/** Proofs of the HTTP adapter against peers that misbehave, over real sockets. */
@NullMarked
package org.millrace.adapter.http;

import org.jspecify.annotations.NullMarked;
