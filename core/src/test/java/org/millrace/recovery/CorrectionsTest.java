package org.millrace.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.contract.ContractSchema;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.database.TestDatabase;
import org.millrace.journal.Correction;
import org.millrace.journal.Corrections.Verdict;
import org.millrace.journal.PostgresCorrections;
import org.millrace.journal.PostgresDeliveryQueue;
import org.millrace.journal.Work;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.ContractVersion;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.Position;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expression;
import org.millrace.mapping.Expressions;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;
import org.millrace.message.StrictJson;
import org.millrace.monitoring.Journal;
import org.millrace.recovery.CorrectionDesk.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(TestDatabase.class)
class CorrectionsTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Actor BO = new Actor(Actor.Kind.PERSON, "bo");
  private static final Actor CY = new Actor(Actor.Kind.PERSON, "cy");
  private static final JsonMapper JSON = StrictJson.mapper();
  private static final String DOCUMENT =
      "{\"order\":\"PO-1\",\"unit\":\"PCE\",\"lines\":[{\"item\":\"A\",\"quantity\":1.50}]}";

  private final Jdbi jdbi;
  private final PostgresDeliveryQueue queue;
  private final PostgresCorrections corrections;
  private final List<Work> dispatched = java.util.Collections.synchronizedList(new ArrayList<>());
  private final List<MessageId> forgotten =
      java.util.Collections.synchronizedList(new ArrayList<>());
  private Journal journal;
  private long caseNumber;

  CorrectionsTest(Jdbi jdbi) {
    this.jdbi = jdbi;
    journal = new Journal(jdbi);
    queue = new PostgresDeliveryQueue(jdbi, JSON);
    corrections = new PostgresCorrections(jdbi);
  }

  @BeforeEach
  void begin(Jdbi emptied) {
    journal = new Journal(emptied);
    caseNumber = journal.openCase("unit-mismatch", "no unit", 1_000);
    needsApproval(false);
  }

  private void needsApproval(boolean needed) {
    jdbi.useHandle(h -> h.execute("update failure_case set needs_approval = ?", needed));
  }

  private MessageId waiting(String key) {
    MessageId message = journal.message(key, key);
    jdbi.useHandle(
        h ->
            h.execute(
                "update message set payload = ? where id = ?",
                DOCUMENT.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                message.value()));
    journal.delivery(message, 1, "erp", key.hashCode(), "NEEDS_PERSON", caseNumber);
    return message;
  }

  private static Expression expression(String text) {
    try {
      return new Expressions(EvaluationLimits.STANDARD, () -> Journal.MORNING).compile(text);
    } catch (org.millrace.mapping.ExpressionSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final ContractSchema UNITS =
      content ->
          content.path("unit").asString("").equals("XXX")
              ? List.of(new Violation("/unit", "enum", "is none of these"))
              : List.of();

  private static Landscape landscape(boolean fourEyes) {
    Position here = Position.startOf("test.yaml");
    FlowDefinition flow =
        new FlowDefinition(
            "production-confirmation",
            "",
            "confirm-production",
            "",
            "normal",
            new ContractVersion("production-confirmation", "2.0.0", UNITS),
            "production-confirmation",
            Optional.of(expression("order")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(
                new FlowStep(
                    1,
                    "erp",
                    "post",
                    Optional.of(
                        expression("unit = 'BAD' ? $error('no such unit') : {'uom': unit}")),
                    Optional.empty(),
                    0,
                    List.of(),
                    Optional.empty())),
            List.of(),
            List.of(),
            Map.of(),
            List.of("unit", "order", "lines.*.quantity"),
            fourEyes,
            here);
    return new Landscape(
        "test", "test", Map.of(), Map.of(flow.name(), flow), Map.of(), Map.of(), Map.of());
  }

  private record OneLandscape(Landscape landscape) implements LandscapeCatalog {
    @Override
    public AppliedLandscape current() {
      return new AppliedLandscape(3, landscape);
    }

    @Override
    public Optional<AppliedLandscape> version(int number) {
      return Optional.of(current());
    }
  }

  private CorrectionDesk desk(boolean fourEyes) {
    return new JournalCorrections(
        corrections,
        queue,
        new OneLandscape(landscape(fourEyes)),
        forgotten::add,
        dispatched::addAll,
        JSON);
  }

  private static Map<String, JsonNode> unit(String unit) {
    return Map.of("/unit", JSON.readTree("\"" + unit + "\""));
  }

  private static Answer propose(CorrectionDesk desk, MessageId message, Actor actor) {
    return desk.propose(message, 1, unit("EA"), false, actor, "wrong unit");
  }

  private static Correction done(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done) answer).correction();
  }

  private long count(String sql) {
    return jdbi.withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void a_correction_is_a_new_version_that_goes_and_the_original_stays() {
    MessageId message = waiting("PO-1");
    Answer answer =
        desk(false)
            .propose(
                message,
                1,
                Map.of(
                    "/unit", JSON.readTree("\"EA\""), "/lines/0/quantity", JSON.readTree("2.50")),
                false,
                ADA,
                "wrong unit");
    assertThat(done(answer).state()).isEqualTo(Correction.State.APPROVED);
    assertThat(dispatched).hasSize(1);
    assertThat(forgotten).containsExactly(message);

    var sent = queue.messageInForce(message).orElseThrow();
    assertThat(sent.contentVersion()).isEqualTo(2);
    assertThat(sent.content().toString())
        .isEqualTo(DOCUMENT.replace("PCE", "EA").replace("1.50", "2.50"));
    assertThat(queue.message(message).orElseThrow().content().toString()).isEqualTo(DOCUMENT);
    assertThat(
            count("select count(*) from message where convert_from(payload, 'UTF8') like '%PCE%'"))
        .isEqualTo(1);
    assertThat(
            count(
                "select count(*) from transition where cause = 'corrected' and actor = 'person:ada'"
                    + " and reason = 'corrected (version 2): wrong unit'"))
        .isEqualTo(1);
    assertThat(propose(desk(false), message, BO)).isInstanceOf(Answer.StateChanged.class);
  }

  @Test
  void one_that_fails_again_is_corrected_from_the_version_in_force() {
    MessageId message = waiting("PO-1");
    done(propose(desk(false), message, ADA));
    jdbi.useHandle(
        h ->
            h.execute(
                "update delivery set state = 'NEEDS_PERSON', cause = 'x', case_number = ?",
                caseNumber));
    assertThat(propose(desk(false), message, ADA))
        .as("based on what came")
        .isInstanceOf(Answer.StateChanged.class);
    assertThat(
            done(desk(false).propose(message, 2, unit("KGM"), false, ADA, "no, kilos")).version())
        .isEqualTo(3);
    assertThat(desk(false).look(message).orElseThrow().corrections()).hasSize(2);
  }

  @Test
  void where_four_eyes_are_asked_for_somebody_else_approves() {
    MessageId message = waiting("PO-1");
    CorrectionDesk desk = desk(true);
    Correction proposed = done(propose(desk, message, ADA));
    assertThat(proposed.state()).isEqualTo(Correction.State.PROPOSED);
    assertThat(dispatched).isEmpty();
    assertThat(queue.messageInForce(message).orElseThrow().contentVersion()).isEqualTo(1);
    assertThat(desk.proposed()).extracting(Correction::id).containsExactly(proposed.id());
    assertThat(propose(desk, message, BO)).isInstanceOf(Answer.StateChanged.class);

    assertThat(desk.decide(proposed.id(), Verdict.APPROVE, ADA, "fine"))
        .isInstanceOf(Answer.NotAllowed.class);
    Actor adasKey = new Actor(Actor.Kind.SYSTEM, "ada");
    assertThat(desk.decide(proposed.id(), Verdict.APPROVE, adasKey, "fine"))
        .isInstanceOf(Answer.NotAllowed.class);
    Correction approved = done(desk.decide(proposed.id(), Verdict.APPROVE, BO, "checked"));
    assertThat(approved.decided().orElseThrow().by()).isEqualTo(BO);
    assertThat(dispatched).hasSize(1);
    assertThat(queue.messageInForce(message).orElseThrow().contentVersion()).isEqualTo(2);
    assertThat(desk.decide(proposed.id(), Verdict.REJECT, CY, "no"))
        .isInstanceOf(Answer.StateChanged.class);
    assertThat(desk.proposed()).isEmpty();
  }

  @Test
  void a_failure_that_needs_approval_asks_for_four_eyes_too() {
    MessageId message = waiting("PO-1");
    needsApproval(true);
    assertThat(done(propose(desk(false), message, ADA)).state())
        .isEqualTo(Correction.State.PROPOSED);
  }

  @Test
  void an_emergency_takes_effect_alone_and_is_marked_for_good() {
    MessageId message = waiting("PO-1");
    Correction correction =
        done(desk(true).propose(message, 1, unit("EA"), true, ADA, "the line stands"));
    assertThat(correction.state()).isEqualTo(Correction.State.APPROVED);
    assertThat(correction.emergency()).isTrue();
    assertThat(dispatched).hasSize(1);
    assertThat(count("select count(*) from transition where reason like 'EMERGENCY correction%'"))
        .isEqualTo(1);
  }

  @Test
  void rejected_or_withdrawn_it_has_no_effect_and_another_may_come() {
    MessageId message = waiting("PO-1");
    CorrectionDesk desk = desk(true);
    long first = done(propose(desk, message, ADA)).id();
    assertThat(desk.decide(first, Verdict.WITHDRAW, BO, "not mine"))
        .isInstanceOf(Answer.NotAllowed.class);
    assertThat(done(desk.decide(first, Verdict.WITHDRAW, ADA, "mistake")).state())
        .isEqualTo(Correction.State.WITHDRAWN);
    long second = done(propose(desk, message, ADA)).id();
    assertThat(done(desk.decide(second, Verdict.REJECT, BO, "wrong")).state())
        .isEqualTo(Correction.State.REJECTED);
    assertThat(done(propose(desk, message, ADA)).version()).isEqualTo(2);
    assertThat(dispatched).isEmpty();
  }

  @Test
  void what_would_not_do_is_not_taken() {
    MessageId message = waiting("PO-1");
    CorrectionDesk desk = desk(false);
    assertUnfit(desk, message, Map.of("/lines/0/item", JSON.readTree("\"B\"")), "does not let");
    assertUnfit(desk, message, unit("XXX"), "none of these");
    assertUnfit(desk, message, unit("PCE"), "nothing changes");
    assertUnfit(desk, message, Map.of("/order", JSON.readTree("\"PO-2\"")), "another `key`");
    assertUnfit(desk, message, Map.of("/lines/1/quantity", JSON.readTree("1")), "no such place");
    assertUnfit(desk, message, unit("BAD"), "the mapping fails");
    assertThat(count("select count(*) from correction")).isZero();
    assertThat(count("select count(*) from delivery where state = 'NEEDS_PERSON'")).isEqualTo(1);
  }

  private static void assertUnfit(
      CorrectionDesk desk, MessageId message, Map<String, JsonNode> values, String why) {
    Answer answer = desk.propose(message, 1, values, false, ADA, "because");
    assertThat(answer).isInstanceOf(Answer.Unfit.class);
    assertThat(answer.toString()).contains(why);
  }

  @Test
  void trying_out_shows_what_the_target_would_get_and_stores_nothing() {
    MessageId message = waiting("PO-1");
    var trial = desk(false).tryOut(message, unit("EA")).orElseThrow();
    assertThat(trial.isGood()).isTrue();
    assertThat(trial.documents().getFirst().before().orElseThrow().toString())
        .isEqualTo("{\"uom\":\"PCE\"}");
    assertThat(trial.documents().getFirst().after().orElseThrow().toString())
        .isEqualTo("{\"uom\":\"EA\"}");
    assertThat(count("select count(*) from correction")).isZero();
    assertThat(desk(false).look(message).orElseThrow().fields())
        .extracting(CorrectionDesk.Field::pointer)
        .containsExactly("/unit", "/order", "/lines/0/quantity");
  }

  @Test
  void the_database_itself_knows_that_four_eyes_are_two_people() {
    MessageId message = waiting("PO-1");
    done(propose(desk(true), message, ADA));
    assertThatThrownBy(
            () ->
                jdbi.useHandle(
                    h ->
                        h.execute(
                            "update correction set state = 'APPROVED', decided_by = 'system:ada',"
                                + " decided_at = now()")))
        .hasMessageContaining("two_people");
  }

  @Test
  void of_two_who_approve_at_once_one_has_the_effect_a_hundred_times() throws Exception {
    CorrectionDesk desk = desk(true);
    for (int race = 0; race < 100; race++) {
      long id = done(propose(desk, waiting("PO-" + race), ADA)).id();
      List<Answer> answers =
          together(
              () -> desk.decide(id, Verdict.APPROVE, BO, "checked"),
              () -> desk.decide(id, Verdict.APPROVE, CY, "checked"));
      assertThat(answers).filteredOn(a -> a instanceof Answer.Done).hasSize(1);
      assertThat(answers).filteredOn(a -> a instanceof Answer.StateChanged).hasSize(1);
    }
    assertThat(count("select count(*) from transition where cause = 'corrected'")).isEqualTo(100);
    assertThat(count("select count(*) from correction where state = 'APPROVED'")).isEqualTo(100);
  }

  @Test
  void of_two_who_correct_at_once_one_has_the_effect_a_hundred_times() throws Exception {
    CorrectionDesk desk = desk(false);
    for (int race = 0; race < 100; race++) {
      MessageId message = waiting("PO-" + race);
      List<Answer> answers =
          together(() -> propose(desk, message, BO), () -> propose(desk, message, CY));
      assertThat(answers).filteredOn(a -> a instanceof Answer.Done).hasSize(1);
      assertThat(answers).filteredOn(a -> a instanceof Answer.StateChanged).hasSize(1);
    }
    assertThat(count("select count(*) from correction")).isEqualTo(100);
    assertThat(count("select max(version) from correction")).isEqualTo(2);
  }

  private static List<Answer> together(Callable<Answer> one, Callable<Answer> other)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> futures = new ArrayList<>();
      for (Callable<Answer> person : List.of(one, other)) {
        futures.add(
            people.submit(
                () -> {
                  start.await();
                  return person.call();
                }));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
