/**
 * Starting, watching and ending the engines under test, each as processes of its own.
 *
 * <p>Does not belong here: what is sent to them.
 */
@NullMarked
package org.millrace.bench.engine;

import org.jspecify.annotations.NullMarked;
