package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.landscape.Landscape.StepTo;
import org.millrace.message.Actor;

/** An outage is one case as long as it lasts. */
class OutageCasesTest {

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");

  private final PostgresHolds holds =
      new PostgresHolds(
          journal.database.jdbi(),
          system ->
              system.equals("erp")
                  ? Optional.of(new StepTo("production-confirmation", 1))
                  : Optional.empty());

  @Test
  void it_opens_with_the_hold_and_closes_with_its_end() {
    goes("erp");
    goes("erp"); // the trial after a while failed, too
    assertThat(cases())
        .containsExactly("production-confirmation/1 erp OUTAGE connection-refused 0 NEW");
    holds.release("erp", Actor.PLATFORM, "it works again");
    assertThat(cases())
        .containsExactly("production-confirmation/1 erp OUTAGE connection-refused 0 CLOSED");
    assertThat(journal.count("select count(*) from case_event where kind = 'closed'")).isEqualTo(1);
  }

  @Test
  void the_next_one_opens_the_same_case_again() {
    goes("erp");
    holds.release("erp", Actor.PLATFORM, "it works again");
    goes("erp");
    assertThat(cases()).hasSize(1).first().asString().endsWith("NEW");
    assertThat(journal.count("select reopened from failure_case")).isEqualTo(1);
  }

  @Test
  void one_that_a_person_closed_stays_closed_while_the_outage_lasts() {
    goes("erp");
    journal
        .database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update failure_case set state = 'CLOSED', closed_at = now(), closed_by ="
                        + " 'ada'"));
    goes("erp");
    holds.release("erp", Actor.PLATFORM, "it works again");
    assertThat(cases()).hasSize(1).first().asString().endsWith("CLOSED");
    assertThat(journal.count("select count(*) from case_event where kind = 'closed'")).isZero();
  }

  @Test
  void what_a_person_holds_is_no_case_and_neither_is_what_no_flow_delivers_to() {
    holds.hold(new Holds.Hold("erp", Holds.Hold.Kind.PERSON, "held", "stocktaking", NOW, ADA));
    goes("erp");
    goes("archive");
    assertThat(cases()).isEmpty();
    holds.release("erp", ADA, "done");
    holds.release("archive", Actor.PLATFORM, "it works again");
    assertThat(holds.all()).isEmpty();
  }

  private void goes(String system) {
    holds.hold(
        new Holds.Hold(
            system,
            Holds.Hold.Kind.OUTAGE,
            "connection-refused",
            "Connection refused",
            NOW,
            Actor.PLATFORM));
  }

  private static List<String> cases() {
    return journal
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select flow || '/' || step || ' ' || system || ' ' || failure_class || ' '
                          || code || ' ' || members || ' ' || state from failure_case
                        """)
                    .mapTo(String.class)
                    .list());
  }
}
