package org.millrace.landscape;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How much of a target may be used at once.
 *
 * @param concurrency most requests under way
 * @param ratePerSecond most requests begun per second, if limited
 * @param timeout longest time from the start of a request to the end of its answer
 */
public record TargetLimits(int concurrency, OptionalDouble ratePerSecond, Duration timeout) {}
