/**
 * What a support person wants to know in the first minute: whether this machine, the data folder,
 * the database, the landscape and its targets are as a node needs them.
 *
 * <p>Belongs here: probes, each of which looks at one thing, changes nothing, and says what to do.
 * Does not belong here: printing, and deciding what is probed.
 */
@NullMarked
package org.millrace.app.doctor;

import org.jspecify.annotations.NullMarked;
