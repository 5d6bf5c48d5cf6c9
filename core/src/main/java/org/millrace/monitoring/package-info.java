/**
 * What people and machines see of the running node: read models over the journal, counts, meters,
 * the feed of changes.
 *
 * <p>Belongs here: reading, counting, and saying it in plain words. Does not belong here: changing
 * anything but counts; protocols.
 */
@NullMarked
package org.millrace.monitoring;

import org.jspecify.annotations.NullMarked;
