package org.millrace.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.millrace.failure.CaseState;

/**
 * A case as it stands, as far as rules about it need to know.
 *
 * @param version changes with every change of a person or rule
 * @param members deliveries that wait in it
 * @param resendable whether its members can be let go again
 * @param snooze until when it is put aside, if it is
 */
record CaseStanding(
    long number,
    int version,
    CaseState state,
    int members,
    boolean resendable,
    Optional<String> assignee,
    Optional<Snooze> snooze,
    Optional<String> ticket,
    List<String> tags) {

  /**
   * Put aside.
   *
   * @param members how many it had then
   */
  record Snooze(Instant until, int members) {}

  CaseStanding {
    tags = List.copyOf(tags);
  }

  CaseStanding in(CaseState next) {
    return new CaseStanding(
        number, version, next, members, resendable, assignee, snooze, ticket, tags);
  }

  CaseStanding assignedTo(Optional<String> name) {
    return new CaseStanding(
        number, version, state, members, resendable, name, snooze, ticket, tags);
  }

  CaseStanding snoozed(Optional<Snooze> now) {
    return new CaseStanding(
        number, version, state, members, resendable, assignee, now, ticket, tags);
  }

  CaseStanding linked(Optional<String> url) {
    return new CaseStanding(
        number, version, state, members, resendable, assignee, snooze, url, tags);
  }

  CaseStanding tagged(List<String> now) {
    return new CaseStanding(
        number, version, state, members, resendable, assignee, snooze, ticket, now);
  }
}
