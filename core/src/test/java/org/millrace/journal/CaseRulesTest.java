package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.failure.CaseState;
import org.millrace.journal.CaseRules.Ruling;

class CaseRulesTest {

  private static final Instant LATER = Instant.parse("2026-11-21T12:00:00Z");

  private static CaseStanding in(CaseState state, int members) {
    return new CaseStanding(
        7,
        1,
        state,
        members,
        true,
        Optional.of("ada"),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static CaseChange change(String name) {
    return switch (name) {
      case "acknowledge" -> new CaseChange.Acknowledge();
      case "investigate" -> new CaseChange.Investigate();
      case "wait" -> new CaseChange.AwaitOthers();
      case "assign" -> new CaseChange.Assign(Optional.of("bo"));
      case "snooze" -> new CaseChange.Snooze(LATER);
      case "ticket" -> new CaseChange.LinkTicket(Optional.of("https://tickets.example/1"));
      case "tag" -> new CaseChange.Tag(List.of("month-end"));
      case "note" -> new CaseChange.Note();
      default -> new CaseChange.Close();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, acknowledge, ACKNOWLEDGED",
    "ACKNOWLEDGED, acknowledge,",
    "WAITING, acknowledge,",
    "CLOSED, acknowledge,",
    "NEW, investigate, INVESTIGATING",
    "ACKNOWLEDGED, investigate, INVESTIGATING",
    "WAITING, investigate, INVESTIGATING",
    "INVESTIGATING, investigate,",
    "REPLAYING, investigate,",
    "CLOSED, investigate,",
    "NEW, wait, WAITING",
    "INVESTIGATING, wait, WAITING",
    "WAITING, wait,",
    "REPLAYING, wait,",
    "REPLAYING, assign, REPLAYING",
    "NEW, assign, NEW",
    "CLOSED, assign,",
    "WAITING, snooze, WAITING",
    "CLOSED, snooze,",
    "CLOSED, ticket, CLOSED",
    "NEW, tag, NEW",
    "CLOSED, note, CLOSED",
    "REPLAYING, close, CLOSED",
    "CLOSED, close,",
  })
  void a_change_is_made_only_where_it_makes_sense(CaseState from, String what, CaseState to) {
    Ruling ruling = CaseRules.rule(in(from, 0), change(what));
    if (to == null) {
      assertThat(ruling).isInstanceOf(Ruling.Refused.class);
    } else {
      assertThat(ruling).isInstanceOf(Ruling.Made.class);
      assertThat(((Ruling.Made) ruling).next().state()).isEqualTo(to);
    }
  }

  @Test
  void a_case_in_which_something_waits_is_not_closed() {
    assertThat(CaseRules.rule(in(CaseState.INVESTIGATING, 2), new CaseChange.Close()))
        .isEqualTo(new Ruling.Refused("2 wait in case 7: release, settle or cancel them first."));
  }

  @Test
  void who_has_it_already_does_not_get_it_again() {
    assertThat(CaseRules.rule(in(CaseState.NEW, 1), new CaseChange.Assign(Optional.of("ada"))))
        .isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void the_size_at_which_it_is_put_aside_is_kept() {
    Ruling.Made made =
        (Ruling.Made) CaseRules.rule(in(CaseState.NEW, 12), new CaseChange.Snooze(LATER));
    assertThat(made.next().snooze()).contains(new CaseStanding.Snooze(LATER, 12));
    assertThat(CaseRules.rule(made.next(), new CaseChange.Wake())).isInstanceOf(Ruling.Made.class);
    assertThat(CaseRules.rule(in(CaseState.NEW, 12), new CaseChange.Wake()))
        .isInstanceOf(Ruling.Refused.class);
  }
}
