/**
 * Just enough HTTP/1.1 framing for a load generator that must cost almost nothing.
 *
 * <p>Does not belong here: a general client or server. The peers are our own engines on loopback.
 */
@NullMarked
package org.millrace.bench.http;

import org.jspecify.annotations.NullMarked;
