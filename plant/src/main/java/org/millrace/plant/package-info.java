/**
 * The simulated plant: its command line and its composition root, and nothing else. The systems,
 * their faults, their ledgers and the day of production have packages of their own.
 */
@NullMarked
package org.millrace.plant;

import org.jspecify.annotations.NullMarked;
