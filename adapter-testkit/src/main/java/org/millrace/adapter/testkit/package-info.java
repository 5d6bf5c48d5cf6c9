/**
 * What every target adapter is tested with: peers that misbehave on purpose, a proxy that breaks
 * connections to real servers, and the suites that say what a target must conclude from it.
 *
 * <p>Belongs here: faults of the network and of peers, and the evidence each must yield. Does not
 * belong here: what a certain system means by its answers; that is tested beside its adapter.
 */
@NullMarked
package org.millrace.adapter.testkit;

import org.jspecify.annotations.NullMarked;
