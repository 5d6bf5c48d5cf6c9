package org.millrace.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.TestDatabase;
import org.millrace.journal.CaseBook.Outcome;
import org.millrace.journal.PostgresCaseBook;
import org.millrace.journal.PostgresCaseReleases;
import org.millrace.journal.Work;
import org.millrace.message.Actor;

@ExtendWith(TestDatabase.class)
class CaseReleaserTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");

  private final Jdbi jdbi;
  private final List<Work> handedOver = new ArrayList<>();
  private int largestPart;
  private long number;

  CaseReleaserTest(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @BeforeEach
  void empty() {
    jdbi.useHandle(
        h ->
            h.execute(
                "truncate awaited, delivery, transition, failure_case, case_event, case_release"));
  }

  private CaseReleaser releaser(Consumer<List<Work>> dispatch) {
    return new CaseReleaser(new PostgresCaseBook(jdbi), new PostgresCaseReleases(jdbi), dispatch);
  }

  private void take(List<Work> works) {
    largestPart = Math.max(largestPart, works.size());
    handedOver.addAll(works);
  }

  /** A case with so many members, whose ids follow each other. */
  private void members(int count) {
    number =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        insert into failure_case (fingerprint, flow, system, step, failure_class,
                          code, detail, owner, needs_approval, members, opened_at, changed_at)
                        values ('f', 'flow', 'erp', 1, 'DATA_QUALITY', 'refused', 'no unit',
                          'BUSINESS_SUPPORT', false, :count, now(), now()) returning number
                        """)
                    .bind("count", count)
                    .mapTo(Long.class)
                    .one());
    jdbi.useHandle(
        h -> {
          h.createUpdate(
                  """
                  insert into delivery (message, step, flow, system, lane, state, business, attempts,
                    cause, case_number, changed_at)
                  select ('0198f2c4-7b1a-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 1, 'flow',
                    'erp', i, 'NEEDS_PERSON', 'PENDING', 1, 'refused', :number, now()
                  from generate_series(1, :count) i
                  """)
              .bind("count", count)
              .bind("number", number)
              .execute();
          h.execute("analyze delivery");
        });
  }

  /** The target takes what is under way. */
  private int confirm() {
    return jdbi.withHandle(
        h ->
            h.execute(
                "update delivery set state = 'CONFIRMED', business = 'CONFIRMED'"
                    + " where state = 'READY' and release is not null"));
  }

  private long count(String sql) {
    return jdbi.withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  private String state() {
    return jdbi.withHandle(
        h -> h.createQuery("select state from failure_case").mapTo(String.class).one());
  }

  @Test
  void a_hundred_thousand_go_in_order_in_bounded_parts_and_verify_their_case() {
    members(100_000);
    try (CaseReleaser releaser = releaser(this::take)) {
      Outcome ordered = releaser.release(number, OptionalInt.empty(), ADA, "it was added");
      assertThat(((Outcome.Changed) ordered).members()).isEqualTo(100_000);
      assertThat(handedOver).hasSize(CaseReleaser.MOST_UNDER_WAY);
      assertThat(count("select members from failure_case"))
          .isEqualTo(100_000 - CaseReleaser.MOST_UNDER_WAY);
      assertThat(count("select count(*) from delivery where state = 'NEEDS_PERSON'"))
          .isEqualTo(100_000 - CaseReleaser.MOST_UNDER_WAY);

      assertThat(releaser.pass()).as("nothing has moved, so nothing more goes").isTrue();
      assertThat(handedOver).hasSize(CaseReleaser.MOST_UNDER_WAY);

      for (int round = 0; round < 60 && confirm() > 0; round++) {
        releaser.pass();
      }
      assertThat(releaser.pass()).isFalse();
    }
    assertThat(largestPart).isLessThanOrEqualTo(CaseReleaser.PART);
    assertThat(handedOver).extracting(Work::id).isSorted().doesNotHaveDuplicates();
    assertThat(handedOver).hasSize(100_000);
    assertThat(state()).isEqualTo("CLOSED");
    assertThat(count("select members from failure_case")).isZero();
    assertThat(count("select reached from case_release")).isEqualTo(100_000);
    assertThat(count("select count(*) from transition where actor = 'person:ada'"))
        .isEqualTo(100_000);
  }

  @Test
  void what_is_released_waits_for_no_object_and_no_event_any_more() {
    members(3);
    jdbi.useHandle(
        h ->
            h.execute(
                """
                insert into awaited (message, step, kind, subject, since)
                select message, step, 'EVENT', 'fiscal-period.reopened', now() from delivery
                """));
    releaser(this::take).release(number, OptionalInt.empty(), ADA, "it was added");
    assertThat(handedOver).hasSize(3);
    assertThat(count("select count(*) from awaited")).isZero();
  }

  @Test
  void a_crash_in_the_middle_leaves_the_rest_for_the_next_run() {
    members(5_000);
    releaser(this::take).release(number, OptionalInt.empty(), ADA, "it was added");
    confirm();
    assertThat(state()).isEqualTo("REPLAYING");

    CaseReleaser restarted = releaser(this::take);
    for (int round = 0; round < 10 && restarted.pass(); round++) {
      confirm();
    }
    assertThat(handedOver).extracting(Work::id).isSorted().doesNotHaveDuplicates().hasSize(5_000);
    assertThat(state()).isEqualTo("CLOSED");
  }

  @Test
  void what_was_committed_but_not_handed_over_is_handed_over_again() {
    members(10);
    boolean[] broken = {true};
    CaseReleaser releaser =
        releaser(
            works -> {
              if (broken[0]) {
                throw new IllegalStateException("the answer got lost");
              }
              take(works);
            });
    releaser.release(number, OptionalInt.empty(), ADA, "it was added");
    assertThat(count("select count(*) from delivery where state = 'READY'")).isEqualTo(10);
    assertThatThrownBy(releaser::pass).isInstanceOf(IllegalStateException.class);
    broken[0] = false;
    releaser.pass();
    assertThat(handedOver).hasSize(10);
    releaser.pass();
    assertThat(handedOver).as("once is enough").hasSize(10);
  }

  @Test
  void what_is_refused_lets_nothing_go() {
    members(3);
    CaseReleaser releaser = releaser(this::take);
    assertThat(releaser.release(number, OptionalInt.of(5), ADA, "not what I saw"))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(releaser.release(4711, OptionalInt.empty(), ADA, "no such case"))
        .isInstanceOf(Outcome.NotFound.class);
    assertThat(handedOver).isEmpty();
  }
}
