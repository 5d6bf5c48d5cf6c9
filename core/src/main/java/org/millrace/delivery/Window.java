package org.millrace.delivery;

/**
 * How much of the journal's open work is in memory.
 *
 * @param mostResident deliveries of one target; parked lanes keep their head beyond that
 * @param mostInLane deliveries of one lane
 * @param page deliveries read back at once
 */
record Window(int mostResident, int mostInLane, int page) {

  static final Window STANDARD = new Window(20_000, 256, 2_000);
}
