/**
 * The plant's own API under {@code /plant}: faults, ledgers, the day and the outboxes. It is for
 * the people and tests that run the plant; no system of the plant is reached through it.
 */
@NullMarked
package org.millrace.plant.control;

import org.jspecify.annotations.NullMarked;
