/**
 * The simulator: the real dispatcher, performer and sender in a seeded world.
 *
 * <p>Belongs here: time, chance, turns, an in-memory journal, targets with a ledger of effects,
 * people and senders, faults that a seed switches on or off, and planted defects. Does not belong
 * here: what must hold ({@code org.millrace.proof}). Nothing of the node is reimplemented except
 * the loop that hands it events.
 */
@NullMarked
package org.millrace.simulation;

import org.jspecify.annotations.NullMarked;
