/**
 * The benchmark's job done with other engines, each as its own documentation advises and with its
 * durability on. Each class with a {@code main} is one engine in a process of its own.
 *
 * <p>Does not belong here: anything of Millrace, and measuring.
 */
@NullMarked
package org.millrace.bench.peers;

import org.jspecify.annotations.NullMarked;
