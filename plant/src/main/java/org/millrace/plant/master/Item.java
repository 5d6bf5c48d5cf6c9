package org.millrace.plant.master;

/**
 * An item at the plant.
 *
 * @param unit UN/ECE Recommendation 20 code, e.g. {@code PCE}
 * @param active whether the item may be posted at the plant
 */
public record Item(String material, String description, String unit, boolean active) {}
