/**
 * The budget probe: the shortest honest path of "accept durably, drop duplicates, deliver in order
 * per key, record both states", the limit that an engine on the same machine is held against.
 *
 * <p>Does not belong here: anything a product needs beyond that path. It is a yardstick.
 */
@NullMarked
package org.millrace.bench.probe;

import org.jspecify.annotations.NullMarked;
