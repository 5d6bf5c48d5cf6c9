package org.millrace.adapter;

/**
 * The result of one send.
 *
 * @param evidence what is proven about the effect
 * @param exchange what went over the wire
 */
public record Outcome(Evidence evidence, Exchange exchange) {}
