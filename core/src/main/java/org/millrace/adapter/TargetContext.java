package org.millrace.adapter;

import java.util.function.LongSupplier;
import org.millrace.landscape.Credentials;

/**
 * What the platform lends to a target.
 *
 * @param credentials resolves the credential a system names; asked anew when one was refused, so
 *     that a rotated secret is picked up
 * @param destinations decides which addresses may be connected to
 * @param clock the time of day
 * @param nanoTime a monotonic clock, in nanoseconds, for deadlines
 */
public record TargetContext(
    Credentials credentials,
    Destinations destinations,
    java.time.InstantSource clock,
    LongSupplier nanoTime) {}
