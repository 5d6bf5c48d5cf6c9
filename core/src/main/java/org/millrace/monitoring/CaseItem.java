package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Alike failures that wait for one decision.
 *
 * @param pattern the error without its values; empty for a case that collects various errors
 * @param version to be sent with a change, so that nobody overwrites what was not seen
 * @param members deliveries that wait in it now
 * @param waitingBehind deliveries that wait behind its members; counted to a limit
 * @param oldest when its oldest member was accepted
 * @param dueAt when somebody should have taken care of it, by its flow's criticality
 * @param resendable whether its members can be let go again; what a target has taken cannot
 * @param snoozedUntil until when it is put aside; empty if it is not, or no longer
 * @param reopened how often it came back after it was closed
 * @param escalation who was told because nobody took care of it, and who is next; empty where its
 *     flow's class declares none
 * @param release the latest letting-go of its members
 */
public record CaseItem(
    long number,
    String title,
    String flow,
    String system,
    @JsonProperty("class") String failureClass,
    String code,
    String pattern,
    boolean collecting,
    String owner,
    String state,
    int version,
    long members,
    long waitingBehind,
    Instant openedAt,
    Instant oldest,
    Instant dueAt,
    String detail,
    boolean needsApproval,
    boolean resendable,
    Optional<String> releaseOn,
    Optional<String> assignee,
    Optional<Instant> snoozedUntil,
    Optional<String> ticket,
    List<String> tags,
    int reopened,
    Optional<Instant> closedAt,
    Optional<String> closedBy,
    Optional<String> solution,
    Optional<Escalated> escalation,
    Optional<Release> release) {

  public CaseItem {
    tags = List.copyOf(tags);
  }

  /**
   * How far its escalation is.
   *
   * @param to who was told last, if anybody was
   * @param next who is told next; empty at the end of the steps
   * @param paused whether its clock stands still, because it is put aside
   */
  public record Escalated(
      Optional<String> to, Optional<Instant> at, Optional<Next> next, boolean paused) {}

  /** Who is told when, if nobody has taken care of it by then. */
  public record Next(String to, Instant at) {}

  /**
   * One letting-go of members.
   *
   * @param state {@code running}, {@code awaiting} or {@code done}
   * @param members how many it was ordered for
   * @param released how many of them have gone so far
   * @param reached how many had their effect; known at the end, as is the next
   */
  public record Release(
      Instant at,
      String actor,
      String reason,
      String state,
      int members,
      int released,
      Optional<Integer> reached,
      Optional<Integer> failed) {}
}
