package org.millrace.landscape;

import java.util.List;
import java.util.Optional;
import org.millrace.failure.RetryPolicy;
import org.millrace.mapping.Expression;

/**
 * One target of a flow.
 *
 * @param number position in the flow, counted from 1
 * @param system the target system
 * @param operation the target's operation
 * @param map the mapping; nothing means the content goes as it came
 * @param confirmedWhen predicate over {@code response} that proves the business effect; nothing
 *     means that an accepted answer is the proof
 * @param after number of the earlier step that must have had its effect, 0 for none
 * @param requires messages that must have had their effect before
 * @param retry overrides the system's policy
 * @param standby what it stands by for; nothing for a step that is planned at once
 * @param confirmedBy the business event that proves the effect later; nothing means that none does
 */
public record FlowStep(
    int number,
    String system,
    String operation,
    Optional<Expression> map,
    Optional<Expression> confirmedWhen,
    int after,
    List<Requirement> requires,
    Optional<RetryPolicy> retry,
    Optional<Standby> standby,
    Optional<ConfirmedBy> confirmedBy) {

  /** A step that is planned at once. */
  public FlowStep(
      int number,
      String system,
      String operation,
      Optional<Expression> map,
      Optional<Expression> confirmedWhen,
      int after,
      List<Requirement> requires,
      Optional<RetryPolicy> retry) {
    this(number, system, operation, map, confirmedWhen, after, requires, retry, Optional.empty());
  }

  /** A step whose target's answer is all that is heard of it. */
  public FlowStep(
      int number,
      String system,
      String operation,
      Optional<Expression> map,
      Optional<Expression> confirmedWhen,
      int after,
      List<Requirement> requires,
      Optional<RetryPolicy> retry,
      Optional<Standby> standby) {
    this(
        number,
        system,
        operation,
        map,
        confirmedWhen,
        after,
        requires,
        retry,
        standby,
        Optional.empty());
  }

  /** The same step, proven later by a business event. */
  public FlowStep confirmedBy(Optional<ConfirmedBy> event) {
    return new FlowStep(
        number, system, operation, map, confirmedWhen, after, requires, retry, standby, event);
  }

  public FlowStep {
    requires = List.copyOf(requires);
  }
}
