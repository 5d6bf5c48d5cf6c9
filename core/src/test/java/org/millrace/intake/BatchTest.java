package org.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.TestDatabase;
import org.millrace.journal.Batches;
import org.millrace.journal.PostgresBatches;
import org.millrace.journal.PostgresDeliveryQueue;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.WebhookSignal;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.millrace.message.MessageIds;
import org.millrace.message.StrictJson;

/** Batches over a real journal. */
@ExtendWith(TestDatabase.class)
class BatchTest {

  private final Jdbi jdbi;
  private final PostgresInbox inbox;
  private final PostgresBatches batches;
  private final LandscapeIntake intake;
  private BatchWorker worker;
  private String rule = "";

  BatchTest(Jdbi jdbi, DataSource source) {
    this.jdbi = jdbi;
    Random random = new Random(7);
    inbox =
        new PostgresInbox(
            source,
            new MessageIds(InstantSource.system(), random, null),
            accepted -> {},
            new WebhookSignal());
    batches = new PostgresBatches(jdbi);
    intake =
        new LandscapeIntake(
            new Catalog(),
            inbox,
            new PostgresDeliveryQueue(jdbi, StrictJson.mapper()),
            StrictJson.mapper(),
            random,
            () -> "minted");
    worker = new BatchWorker(batches, intake);
  }

  @AfterEach
  void close() {
    worker.close();
    inbox.close();
  }

  private final class Catalog implements LandscapeCatalog {
    @Override
    public AppliedLandscape current() {
      return new AppliedLandscape(1, landscape());
    }

    @Override
    public Optional<AppliedLandscape> version(int number) {
      return Optional.of(current());
    }
  }

  private Landscape landscape() {
    LandscapeSource source =
        LandscapeSource.ofTexts(
            Map.of(
                "landscape.yaml", "landscape: batches\n",
                "environments/test.yaml", "values: {}\n",
                "systems/mes.yaml", "system: mes\nkind: MES\nadapter: none\n",
                "systems/erp.yaml",
                    "system: erp\nkind: ERP\nadapter: any\noperations: {post: {}}\n",
                "contracts/count/contract.yaml", "contract: count\n",
                "contracts/count/1.0.0.schema.json",
                    """
                    {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                     "required": ["n"], "properties": {"n": {"type": "integer", "minimum": 0}}}
                    """,
                "flows/count.yaml",
                    "flow: count\n"
                        + "accepts: count@1\n"
                        + "key: $string(n)\n"
                        + "order: none\n"
                        + "deliver: [{to: erp, operation: post}]\n"
                        + rule));
    return switch (new LandscapeLoader(
            new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH),
            Map.of("any", (system, problems) -> {}))
        .load(source, "test")) {
      case LoadResult.Loaded loaded -> loaded.landscape();
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  /** Records from 0; those named are not fit. */
  private static String records(int count, List<Integer> unfit) {
    return IntStream.range(0, count)
        .mapToObj(n -> "{\"content\": {\"n\": %d}}".formatted(unfit.contains(n) ? -1 : n))
        .collect(Collectors.joining(",\n", "\"records\": [", "]"));
  }

  private BatchAnswer file(String members) {
    byte[] body = ("{" + members + "}").getBytes(StandardCharsets.UTF_8);
    return new BatchDesk(new Catalog(), batches, worker, Optional::empty)
        .file(
            new BatchRequest(
                "count",
                "mes",
                new IntakeRequest.Body(body),
                new IntakeRequest.Headers(
                    Optional.empty(), Optional.of("c-1"), Optional.empty(), Optional.empty())),
            records -> {});
  }

  private Map<String, Object> outcome(String members) throws InterruptedException {
    BatchAnswer answer = file(members);
    assertThat(answer).isInstanceOf(BatchAnswer.Filed.class);
    if (worker.awaitEnd(((BatchAnswer.Filed) answer).id(), Duration.ZERO)) {
      throw new AssertionError("nobody works on it yet");
    }
    worker.start();
    assertThat(worker.awaitEnd(((BatchAnswer.Filed) answer).id(), Duration.ofSeconds(20))).isTrue();
    return row();
  }

  private Map<String, Object> row() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select state, taken, repeated, refused, done, reason from batch"
                        + " order by number desc limit 1")
                .mapToMap()
                .one());
  }

  private long count(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void of_100_records_97_are_taken_and_3_are_refused_with_what_is_wrong() throws Exception {
    assertThat(outcome("\"policy\": \"partial\", " + records(100, List.of(7, 50, 99))))
        .containsEntry("state", "taken".toUpperCase(java.util.Locale.ROOT))
        .containsEntry("taken", 97)
        .containsEntry("refused", 3);
    assertThat(count("select count(*) from message")).isEqualTo(97);
    List<String> refused =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select index || ' ' || code || ' ' || errors from batch_record"
                            + " where outcome = 'REFUSED' order by index")
                    .mapTo(String.class)
                    .list());
    assertThat(refused)
        .hasSize(3)
        .allMatch(one -> one.contains("contract-violation") && one.contains("/n"));
  }

  @Test
  void with_a_threshold_that_is_reached_the_fit_records_are_taken() throws Exception {
    assertThat(outcome("\"atLeast\": \"97%\", " + records(100, List.of(7, 50, 99))))
        .containsEntry("taken", 97)
        .containsEntry("refused", 3);
  }

  @Test
  void with_a_threshold_that_is_missed_nothing_is_taken() throws Exception {
    Map<String, Object> row = outcome("\"atLeast\": 98, " + records(100, List.of(7, 50, 99)));
    assertThat(row)
        .containsEntry("state", "REFUSED")
        .containsEntry("taken", 0)
        .containsEntry("refused", 100);
    assertThat(String.valueOf(row.get("reason")))
        .isEqualTo("97 of 100 records are fit, and at least 98 have to be.");
    assertThat(count("select count(*) from message")).isZero();
    assertThat(count("select count(*) from dedup")).isZero();
  }

  @Test
  void a_record_that_differs_from_its_first_counts_as_unfit_and_one_that_is_the_same_as_fit()
      throws Exception {
    outcome("\"policy\": \"partial\", \"records\": [{\"content\": {\"n\": 1, \"x\": 1}}]");
    worker.close();
    worker = new BatchWorker(batches, intake);
    assertThat(
            outcome(
                "\"policy\": \"all-or-nothing\", \"records\": [{\"content\": {\"x\":1,\"n\":1}},"
                    + " {\"content\": {\"n\": 2}}]"))
        .containsEntry("state", "TAKEN")
        .containsEntry("taken", 1)
        .containsEntry("repeated", 1);
    worker.close();
    worker = new BatchWorker(batches, intake);
    assertThat(
            outcome(
                "\"policy\": \"all-or-nothing\", \"records\": [{\"content\": {\"x\":2,\"n\":1}},"
                    + " {\"content\": {\"n\": 3}}]"))
        .containsEntry("state", "REFUSED")
        .containsEntry("refused", 2);
    assertThat(count("select count(*) from message")).isEqualTo(2);
  }

  @Test
  void a_sender_may_be_stricter_than_the_flow_and_never_looser() {
    rule = "batch: {policy: partial, at-least: 97%}\n";
    String ten = records(10, List.of());
    assertThat(file("\"policy\": \"partial\", " + ten)).isInstanceOf(BatchAnswer.Malformed.class);
    assertThat(file("\"atLeast\": 9, " + ten)).isInstanceOf(BatchAnswer.Malformed.class);
    assertThat(file("\"atLeast\": 10, " + ten)).isInstanceOf(BatchAnswer.Filed.class);
    assertThat(file(ten)).isInstanceOf(BatchAnswer.Filed.class);
    assertThat(file("\"policy\": \"all-or-nothing\", " + ten))
        .isInstanceOf(BatchAnswer.Filed.class);
  }

  @Test
  void a_batch_goes_on_at_the_record_where_it_stopped() throws Exception {
    file("\"policy\": \"partial\", " + records(1_000, List.of(600)));
    Batches.Open open = batches.oldestOpen().orElseThrow();
    // As if the node had ended after its second transaction, before the progress was recorded.
    for (int from : new int[] {0, 250}) {
      List<Integer> indexes = IntStream.range(from, from + 250).boxed().toList();
      intake.acceptTogether(
          indexes.stream().map(n -> request("{\"n\": %d}".formatted(n))).toList(),
          new BatchTerms(0, Optional.of(new BatchTerms.Place(open.filed().id(), indexes))));
      if (from == 0) {
        batches.record(open.filed().id(), List.of(), 250, Optional.empty());
      }
    }

    worker.start();
    assertThat(worker.awaitEnd(open.filed().id(), Duration.ofSeconds(20))).isTrue();
    assertThat(row())
        .containsEntry("taken", 999)
        .containsEntry("repeated", 0)
        .containsEntry("refused", 1);
    assertThat(count("select count(*) from message")).isEqualTo(999);
  }

  @Test
  void an_all_or_nothing_batch_that_was_taken_before_the_node_ended_is_not_judged_again()
      throws Exception {
    file("\"policy\": \"all-or-nothing\", " + records(300, List.of()));
    Batches.Open open = batches.oldestOpen().orElseThrow();
    List<Integer> indexes = IntStream.range(0, 300).boxed().toList();
    intake.acceptTogether(
        indexes.stream().map(n -> request("{\"n\": %d}".formatted(n))).toList(),
        new BatchTerms(300, Optional.of(new BatchTerms.Place(open.filed().id(), indexes))));

    worker.start();
    assertThat(worker.awaitEnd(open.filed().id(), Duration.ofSeconds(20))).isTrue();
    assertThat(row()).containsEntry("taken", 300).containsEntry("repeated", 0);
  }

  private static IntakeRequest request(String document) {
    return new IntakeRequest(
        "count",
        "mes",
        new IntakeRequest.Body(document.getBytes(StandardCharsets.UTF_8)),
        new IntakeRequest.Headers(
            Optional.empty(), Optional.of("c-1"), Optional.empty(), Optional.empty()));
  }

  /** As if the database had something against one document that nobody has thought of. */
  private void refusing(String key, Runnable then) {
    jdbi.useHandle(
        h ->
            h.execute(
                "alter table message add constraint poisoned check (business_key <> '"
                    + key
                    + "')"));
    try {
      then.run();
    } finally {
      jdbi.useHandle(h -> h.execute("alter table message drop constraint poisoned"));
    }
  }

  private Map<String, Object> ended(String members) {
    try {
      return outcome(members);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** With a worker that runs already. */
  private Map<String, Object> next(String members) {
    try {
      BatchAnswer answer = file(members);
      assertThat(worker.awaitEnd(((BatchAnswer.Filed) answer).id(), Duration.ofSeconds(20)))
          .isTrue();
      return row();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_record_that_the_database_does_not_take_is_refused_and_holds_up_nothing() {
    refusing(
        "13",
        () -> {
          Map<String, Object> poisoned =
              ended("\"id\": \"a\", \"policy\": \"partial\", " + records(40, List.of()));
          assertThat(poisoned).containsEntry("taken", 39).containsEntry("refused", 1);
          assertThat(
                  count(
                      "select index from batch_record where code = 'invalid-request'"
                          + " and detail like 'The journal cannot store this document%'"))
              .isEqualTo(13);
          assertThat(next("\"id\": \"b\", \"policy\": \"partial\", " + records(2, List.of())))
              .containsEntry("repeated", 2);
        });
  }

  @Test
  void where_all_are_needed_one_that_the_database_does_not_take_refuses_all() {
    refusing(
        "3",
        () -> {
          assertThat(
                  ended("\"id\": \"a\", \"policy\": \"all-or-nothing\", " + records(5, List.of())))
              .containsEntry("refused", 5)
              .containsEntry("state", "REFUSED");
        });
  }

  @Test
  void the_documents_of_a_batch_can_be_read_as_they_came_until_they_are_forgotten() {
    ended("\"id\": \"a\", \"policy\": \"partial\", " + records(3, List.of(1)));
    BatchDesk desk = new BatchDesk(new Catalog(), batches, worker, Optional::empty);
    java.util.UUID batch =
        jdbi.withHandle(
            h -> h.createQuery("select id from batch").mapTo(java.util.UUID.class).one());
    assertThat(desk.content(batch, 1).orElseThrow())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"n\": -1}");
    assertThat(desk.content(batch, 3)).isEmpty();
    jdbi.useHandle(h -> h.execute("update batch set ended_at = now() - interval '10 days'"));
    batches.forgetBodies(9);
    assertThat(desk.content(batch, 1)).isEmpty();
    assertThat(batches.forget(11)).isZero();
    assertThat(batches.forget(9)).isEqualTo(1);
    assertThat(count("select count(*) from batch_record")).isZero();
  }
}
