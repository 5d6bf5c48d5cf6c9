package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A case with what helps to solve it and with its history.
 *
 * @param hint what the landscape says about failures of this code
 * @param runbook the landscape's runbook of this code, in Markdown
 * @param similar closed cases of the same code, or of the same error elsewhere
 */
public record CaseDetail(
    @JsonUnwrapped CaseItem item,
    Optional<String> hint,
    Optional<String> runbook,
    List<Similar> similar,
    List<CaseItem.Release> releases,
    List<Event> history) {

  public CaseDetail {
    similar = List.copyOf(similar);
    releases = List.copyOf(releases);
    history = List.copyOf(history);
  }

  /**
   * A closed one.
   *
   * @param sameError whether the error is the same but for its values, not only the code
   * @param solution the reason that was given when it was solved
   */
  public record Similar(
      long number,
      String title,
      String flow,
      String system,
      boolean sameError,
      Instant closedAt,
      Optional<String> closedBy,
      Optional<String> solution) {}

  /**
   * One change.
   *
   * @param text what happened, for a person
   */
  public record Event(
      Instant at,
      String kind,
      Optional<String> from,
      Optional<String> to,
      Optional<String> value,
      String actor,
      Optional<String> reason,
      String text) {}
}
