package org.millrace.journal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.millrace.failure.CaseState;

/** Which change a case takes as it stands, and what becomes of it. Pure. */
final class CaseRules {

  private static final Set<CaseState> BEFORE_WORK =
      EnumSet.of(CaseState.NEW, CaseState.ACKNOWLEDGED);

  private CaseRules() {}

  /** What a change comes to. */
  sealed interface Ruling {

    /**
     * It is made.
     *
     * @param kind what it is called in the case's history
     * @param value what was set, for the history
     */
    record Made(CaseStanding next, String kind, Optional<String> value) implements Ruling {}

    /** It is not possible as the case stands. */
    record Refused(String why) implements Ruling {}
  }

  static Ruling rule(CaseStanding now, CaseChange change) {
    return switch (change) {
      case CaseChange.Acknowledge ignored ->
          to(now, CaseState.ACKNOWLEDGED, "acknowledged", EnumSet.of(CaseState.NEW));
      case CaseChange.Investigate ignored ->
          to(now, CaseState.INVESTIGATING, "investigating", with(CaseState.WAITING));
      case CaseChange.AwaitOthers ignored ->
          to(now, CaseState.WAITING, "waiting", with(CaseState.INVESTIGATING));
      case CaseChange.Assign assign ->
          !now.state().isOpen()
              ? refused(now)
              : assign.to().equals(now.assignee())
                  ? new Ruling.Refused(assigned(now))
                  : made(now.assignedTo(assign.to()), "assigned", assign.to());
      case CaseChange.Snooze snooze ->
          !now.state().isOpen()
              ? refused(now)
              : made(
                  now.snoozed(Optional.of(new CaseStanding.Snooze(snooze.until(), now.members()))),
                  "snoozed",
                  Optional.of(snooze.until().toString()));
      case CaseChange.Wake ignored ->
          now.snooze().isEmpty()
              ? new Ruling.Refused("Case " + now.number() + " is not snoozed.")
              : made(now.snoozed(Optional.empty()), "woken", Optional.empty());
      case CaseChange.LinkTicket ticket -> made(now.linked(ticket.url()), "ticket", ticket.url());
      case CaseChange.Tag tag ->
          made(now.tagged(tag.tags()), "tagged", Optional.of(String.join(", ", tag.tags())));
      case CaseChange.Note ignored -> made(now, "note", Optional.empty());
      case CaseChange.Close ignored -> close(now);
    };
  }

  private static Ruling close(CaseStanding now) {
    if (!now.state().isOpen()) {
      return refused(now);
    }
    return now.members() > 0 && now.resendable()
        ? new Ruling.Refused(
            "%d wait in case %d: release, settle or cancel them first."
                .formatted(now.members(), now.number()))
        : made(now.in(CaseState.CLOSED).snoozed(Optional.empty()), "closed", Optional.empty());
  }

  private static Set<CaseState> with(CaseState other) {
    Set<CaseState> states = EnumSet.copyOf(BEFORE_WORK);
    states.add(other);
    return states;
  }

  private static Ruling to(
      CaseStanding now, CaseState next, String kind, Set<CaseState> allowedFrom) {
    return allowedFrom.contains(now.state())
        ? made(now.in(next), kind, Optional.empty())
        : refused(now);
  }

  private static Ruling made(CaseStanding next, String kind, Optional<String> value) {
    return new Ruling.Made(next, kind, value);
  }

  private static Ruling refused(CaseStanding now) {
    return new Ruling.Refused(
        "Case %d is %s now; nothing changed."
            .formatted(now.number(), now.state().name().toLowerCase(java.util.Locale.ROOT)));
  }

  private static String assigned(CaseStanding now) {
    return now.assignee()
        .map(name -> "Case %d is assigned to %s already.".formatted(now.number(), name))
        .orElseGet(() -> "Case %d is assigned to nobody.".formatted(now.number()));
  }
}
