package org.millrace.bench.report;

/** A peer that could not take part, and why. */
public record Skipped(String engine, String reason) {}
