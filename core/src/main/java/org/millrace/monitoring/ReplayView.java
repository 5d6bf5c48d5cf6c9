package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A plan by which many deliveries go again.
 *
 * @param mode what becomes of them, such as {@code resend}
 * @param state where it stands, such as {@code planned}
 * @param why it is refused, stale, paused or stopped
 * @param hash stands for all that it says; approving names it
 * @param landscape the version in force when it was planned
 */
public record ReplayView(
    long number,
    String mode,
    String state,
    Optional<String> why,
    Scope scope,
    int rate,
    int underWay,
    int stopAfterFailures,
    String plannedBy,
    Instant plannedAt,
    String reason,
    boolean fourEyes,
    Optional<String> hash,
    Optional<Integer> landscape,
    List<String> warnings,
    Forecast forecast,
    Optional<String> approvedBy,
    Optional<Instant> approvedAt,
    Optional<String> approval,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Progress progress) {

  public ReplayView {
    warnings = List.copyOf(warnings);
  }

  /** A case, or what was accepted in a range of time. */
  public record Scope(
      @JsonProperty("case") Optional<Long> caseNumber,
      Optional<String> flow,
      Optional<String> system,
      Optional<String> key,
      Optional<Instant> since,
      Optional<Instant> until) {}

  /** How many deliveries by what the dry run says of them. */
  public record Forecast(int wouldPost, int duplicate, int stillFails, int blockedBy) {}

  /**
   * How many of those that go by what became of them.
   *
   * @param verified their effect is evident
   * @param taken the target has them; its confirmation is still due
   * @param failed they wait for a person again
   * @param changed they were no longer as planned and were left alone
   */
  public record Progress(
      int toGo, int underWay, int verified, int taken, int failed, int changed) {}

  /**
   * One delivery of a plan.
   *
   * @param state of the delivery when the dry run looked at it
   * @param asksFirst whether the target is asked before it is sent
   * @param outcome what became of it; nothing before its turn, and for what does not go
   */
  public record Entry(
      int position,
      String delivery,
      String message,
      String businessKey,
      String flow,
      String system,
      String state,
      String prediction,
      boolean asksFirst,
      String reason,
      Optional<String> blockedBy,
      Optional<String> outcome) {}
}
