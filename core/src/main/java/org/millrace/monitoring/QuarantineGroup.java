package org.millrace.monitoring;

import java.time.Instant;
import java.util.UUID;

/**
 * Documents that wait for the same reason.
 *
 * @param wouldBeTaken how many of them their flow would take by the landscape in force
 */
public record QuarantineGroup(
    UUID alike,
    String channel,
    String channelTitle,
    String code,
    String title,
    int documents,
    int wouldBeTaken,
    Instant firstAt,
    Instant lastAt) {}
