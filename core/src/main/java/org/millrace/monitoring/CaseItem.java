package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * Alike failures that wait for one decision.
 *
 * @param members deliveries that wait in it now
 * @param waitingBehind deliveries that wait behind its members; counted to a limit
 * @param oldest when its oldest member was accepted
 */
public record CaseItem(
    long number,
    String title,
    String flow,
    String system,
    @JsonProperty("class") String failureClass,
    String code,
    String owner,
    String state,
    long members,
    long waitingBehind,
    Instant openedAt,
    Instant oldest,
    String detail,
    boolean needsApproval,
    Optional<String> releaseOn) {}
