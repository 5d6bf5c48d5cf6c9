/**
 * HTTP down to the socket: what a request is, what can come back (an answer, half of one, a cut)
 * and the server that does it. What a request means does not belong here.
 */
@NullMarked
package org.millrace.plant.http;

import org.jspecify.annotations.NullMarked;
