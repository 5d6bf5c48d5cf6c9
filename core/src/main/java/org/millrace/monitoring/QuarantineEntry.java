package org.millrace.monitoring;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A document in quarantine as people see it, without its content.
 *
 * @param lastAt when it came last
 * @param times how often it came
 * @param alike what waits for the same reason has the same
 * @param code kind of reason, for programs
 * @param detail what is wrong, for a person
 * @param wouldBeTaken whether its flow would take it by the landscape in force
 * @param state waiting, released or discarded
 * @param message as which it was released
 */
public record QuarantineEntry(
    long number,
    String channel,
    String channelTitle,
    String sender,
    Optional<String> operation,
    Instant receivedAt,
    Instant lastAt,
    int times,
    int size,
    String correlationId,
    UUID alike,
    String code,
    String title,
    String detail,
    boolean wouldBeTaken,
    String state,
    Optional<String> message,
    Optional<Instant> endedAt,
    Optional<String> endedBy,
    Optional<String> endedReason) {}
