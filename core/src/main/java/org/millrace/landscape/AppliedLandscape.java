package org.millrace.landscape;

/**
 * A landscape as it was applied.
 *
 * @param version counted from 1
 */
public record AppliedLandscape(int version, Landscape landscape) {}
