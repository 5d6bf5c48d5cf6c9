package org.millrace.monitoring;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.millrace.failure.CaseState;

/**
 * Which cases to list; all conditions hold.
 *
 * @param states any of them
 * @param unassigned only those that nobody has
 * @param snoozed only those put aside, or only the others
 */
public record CaseQuery(
    Set<CaseState> states,
    Optional<String> assignee,
    boolean unassigned,
    Optional<String> tag,
    Optional<String> system,
    Optional<String> flow,
    Optional<String> code,
    Optional<Boolean> snoozed) {

  /** All that are open. */
  public static final CaseQuery OPEN =
      new CaseQuery(
          EnumSet.complementOf(EnumSet.of(CaseState.CLOSED)),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public CaseQuery {
    states = Set.copyOf(states);
  }
}
