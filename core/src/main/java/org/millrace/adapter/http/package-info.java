/**
 * Targets that speak HTTP: the caller that proves what became of a request, and the {@code http}
 * adapter built on it.
 *
 * <p>Belongs here: sending one HTTP request within its deadlines, authentication at a target, the
 * evidence an HTTP answer amounts to. Does not belong here: protocols that merely travel over HTTP
 * (they reuse {@link org.millrace.adapter.http.HttpCaller} from their own modules), retries,
 * classification.
 */
@NullMarked
package org.millrace.adapter.http;

import org.jspecify.annotations.NullMarked;
