package org.millrace.monitoring;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.millrace.message.Actor;

/** What happened to a case, in plain words. */
final class CaseHistories {

  /** Events that are shown, the latest. */
  static final int MOST = 200;

  private static final String EVENTS =
      """
      select * from (
        select id, at, kind, from_state, to_state, value, actor, reason from case_event
        where case_number = :number order by id desc limit :most) latest
      order by id
      """;

  private CaseHistories() {}

  static List<CaseDetail.Event> of(Handle handle, long number) {
    return handle
        .createQuery(EVENTS)
        .bind("number", number)
        .bind("most", MOST)
        .map(
            (rs, context) -> {
              String kind = rs.getString("kind");
              Optional<String> value = Reading.text(rs, "value");
              String actor = rs.getString("actor");
              return new CaseDetail.Event(
                  Reading.instant(rs, "at"),
                  kind,
                  Reading.text(rs, "from_state").map(Words::kebab),
                  Reading.text(rs, "to_state").map(Words::kebab),
                  value,
                  actor,
                  Reading.text(rs, "reason"),
                  text(kind, value, Actor.of(actor)));
            })
        .list();
  }

  private static String text(String kind, Optional<String> value, Actor actor) {
    String who = actor.kind() == Actor.Kind.PLATFORM ? "Millrace" : actor.name();
    String what = value.orElse("");
    return switch (kind) {
      case "opened" -> "The first failure opened it";
      case "reopened" -> "The same failure came back and opened it again";
      case "acknowledged" -> who + " has seen it";
      case "investigating" -> who + " looks for the cause";
      case "waiting" -> who + " waits for somebody else";
      case "assigned" ->
          what.isEmpty()
              ? who + " gave it to nobody"
              : what.equals(who) ? who + " took it" : who + " gave it to " + what;
      case "snoozed" -> who + " put it aside until " + what;
      case "woken" -> who + " took it up again";
      case "ticket" ->
          what.isEmpty() ? who + " removed the ticket" : who + " linked the ticket " + what;
      case "tagged" -> what.isEmpty() ? who + " removed its tags" : who + " tagged it " + what;
      case "note" -> who + " noted";
      case "released" ->
          what.isEmpty()
              ? who + " released what waited in it"
              : who + " released " + (what.equals("1") ? "1 message" : what + " messages");
      case "escalated" -> "It was escalated to " + what;
      case "failed-again" -> what + " released failed again";
      case "more-waiting" -> "More have failed meanwhile: " + what + " wait";
      case "verified" -> what + " released had their effect";
      case "closed" -> who + " closed it";
      default -> Words.sentence(Words.plain(kind));
    };
  }
}
