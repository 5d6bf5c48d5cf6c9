package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.journal.Webhooks.Due;
import org.millrace.journal.Webhooks.Result;
import org.millrace.journal.Webhooks.Tried;
import org.millrace.message.Actor;

/** What becomes of webhooks that are due. */
class WebhookRecordTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Optional<byte[]> BODY =
      Optional.of("{\"sent\":1}".getBytes(StandardCharsets.UTF_8));

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static void due(String key, String endpoint) {
    journal
        .inbox
        .append(
            journal.draft(
                key,
                key,
                "{}",
                List.of(),
                Optional.of(new Draft.Callback(endpoint, endpoint + "/" + key))))
        .join();
  }

  private static Due first() {
    return journal.webhooks.due(1).getFirst();
  }

  private static void record(Due due, Result result) {
    assertThat(journal.webhooks.record(new Tried(due, OptionalInt.of(500), result)).join())
        .isTrue();
  }

  private static long endpoints(String which) {
    return journal.count("select count(*) from webhook_endpoint where " + which);
  }

  @Test
  void an_endpoints_backlog_hides_no_other_endpoint() {
    for (int i = 0; i < 20; i++) {
      due("a" + i, "https://a.example");
    }
    due("b", "https://b.example");
    due("c", "https://c.example");
    assertThat(journal.webhooks.due(2))
        .extracting(Due::endpoint)
        .containsExactly(
            "https://a.example", "https://a.example", "https://b.example", "https://c.example");
  }

  @Test
  void one_that_was_taken_is_due_no_more() {
    due("a", "https://a.example");
    record(first(), new Result.Taken());
    assertThat(journal.webhooks.due(9)).isEmpty();
    assertThat(endpoints("last_delivered_at is not null and failing_since is null")).isEqualTo(1);
  }

  @Test
  void one_that_failed_comes_again_with_what_was_sent() {
    due("a", "https://a.example");
    record(first(), new Result.Again("answered 500", Duration.ofHours(1), BODY));
    assertThat(journal.webhooks.due(9)).isEmpty();
    assertThat(
            journal.count(
                "select count(*) from webhook"
                    + " where due_at between now() + interval '59 min' and now() + interval '1 h'"))
        .isEqualTo(1);
    assertThat(endpoints("failing_since is not null and last_failure = 'answered 500'"))
        .isEqualTo(1);

    journal.database.jdbi().useHandle(h -> h.execute("update webhook set due_at = now()"));
    Due again = first();
    assertThat(again.tries()).isEqualTo(1);
    assertThat(again.body().orElseThrow()).isEqualTo(BODY.orElseThrow());
    record(again, new Result.Taken());
    assertThat(endpoints("failing_since is null and last_failure = 'answered 500'")).isEqualTo(1);
    assertThat(journal.count("select count(*) from webhook where body is null")).isEqualTo(1);
  }

  @Test
  void an_endpoint_that_is_gone_keeps_all_its_webhooks_back_until_a_person_lets_it_recover() {
    due("a", "https://a.example");
    due("b", "https://a.example");
    due("other", "https://b.example");
    Due gone = first();
    record(gone, new Result.EndpointGone("answered 410", BODY));
    assertThat(journal.webhooks.due(9))
        .extracting(Due::endpoint)
        .containsExactly("https://b.example");
    assertThat(endpoints("disabled_at is not null")).isEqualTo(1);

    due("later", "https://a.example");
    Due later = journal.webhooks.due(9).stream().filter(Due::disabled).findFirst().orElseThrow();
    record(later, new Result.KeptBack("gone"));
    assertThat(journal.webhooks.due(9)).hasSize(1);

    Instant before = Instant.now().minusSeconds(3_600);
    assertThat(journal.webhooks.recover("mes", "https://no.example", before, ADA, "try it"))
        .isEmpty();
    assertThat(journal.webhooks.recover("mes", "https://a.example", before, ADA, "it is back"))
        .contains(3);
    assertThat(journal.webhooks.due(9)).hasSize(4).noneMatch(Due::disabled);
    assertThat(journal.webhooks.due(9).stream().filter(d -> d.id().equals(gone.id())).findFirst())
        .hasValueSatisfying(
            d -> {
              assertThat(d.tries()).isZero();
              assertThat(d.body()).isPresent();
            });
    assertThat(endpoints("disabled_at is null and actor = 'person:ada' and reason = 'it is back'"))
        .isEqualTo(1);
  }

  @Test
  void what_occurred_before_the_moment_of_recovery_stays_as_it_is() {
    due("a", "https://a.example");
    record(first(), new Result.GivenUp("answered 500", BODY));
    Instant now = Instant.now().plusSeconds(3_600);
    assertThat(journal.webhooks.recover("mes", "https://a.example", now, ADA, "from now on"))
        .contains(0);
    assertThat(journal.webhooks.due(9)).isEmpty();
  }

  @Test
  void a_success_of_a_superseded_one_still_counts_and_a_failure_does_not() {
    due("a", "https://a.example");
    Due due = first();
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update webhook set state = 'SUPERSEDED', due_at = null"));
    Tried failed =
        new Tried(due, OptionalInt.empty(), new Result.Again("late", Duration.ofSeconds(1), BODY));
    assertThat(journal.webhooks.record(failed).join()).isFalse();
    assertThat(journal.webhooks.due(9)).isEmpty();
    record(due, new Result.Taken());
    assertThat(journal.count("select count(*) from webhook where state = 'DELIVERED'")).isOne();
  }

  @Test
  void what_is_too_old_is_given_up_and_what_is_over_is_forgotten() {
    due("a", "https://a.example");
    due("b", "https://a.example");
    record(first(), new Result.Taken());
    assertThat(journal.webhooks.giveUp(Duration.ofHours(1))).isZero();
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update webhook set since = since - interval '2 hours'"));
    assertThat(journal.webhooks.giveUp(Duration.ofHours(1))).isEqualTo(1);
    assertThat(journal.count("select count(*) from webhook where state = 'GIVEN_UP'")).isOne();

    journal.webhooks.forget(Duration.ofHours(1));
    assertThat(journal.count("select count(*) from webhook")).isEqualTo(2);
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update webhook set changed_at = now() - interval '2 hours'"));
    journal.webhooks.forget(Duration.ofHours(1));
    assertThat(journal.count("select count(*) from webhook")).isZero();
    assertThat(journal.count("select count(*) from callback")).isZero();
  }
}
