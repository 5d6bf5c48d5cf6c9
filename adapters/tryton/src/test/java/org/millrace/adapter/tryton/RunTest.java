package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.landscape.Secret;
import org.millrace.landscape.SystemDefinition;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.millrace.message.DeliveryId;
import tools.jackson.databind.json.JsonMapper;

/** Operations against a scripted Tryton. */
class RunTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String CONFIRM = "model.res.user.warning.create";
  private static final String WARNING = "[\"UserWarning\",[\"no_origin_3\",\"No origin.\",\"\"]]";

  private static final String POST =
      """
      post:
        probe: find
        confirm-warnings: [no_origin_*]
        steps:
          - as: hits
            call: model.stock.move.search
            params: '[[["reference", "=", $reference]]]'
          - as: made
            when: $count($hits) = 0
            call: model.stock.move.create
            params: '[[{"day": $date(day), "price": $decimal(price), "none": $date(nothing)}]]'
            context: '{"employee": 9}'
          - as: assigned
            call: model.stock.move.assign_try
            params: '[[$made[0]]]'
            expect: $assigned
            fail: {is: business-rule, code: short, message: '"too little for " & $reference'}
        on-rejection:
          - {when: $exists($made), call: model.stock.move.draft, params: '[[$made[0]]]'}
        left: '"move " & $made[0] & " is a draft"'
        result: '{"state": "done", "id": $made[0]}'
        reference: $string($made[0])
      find:
        steps: [{as: hits, call: model.stock.move.search, params: '[[]]'}]
        found: $count($hits) = 1
        absent: $count($hits) = 0
        same-content: $hits[0] = 7
        difference: '"it is number " & $hits[0]'
        result: '{"hits": $hits}'
        reference: $string($hits[0])
      """;

  @Test
  void values_without_a_form_in_json_are_marked_and_the_context_is_appended() {
    ScriptedWire wire = new ScriptedWire(RunTest::good);

    Outcome outcome = send(wire, POST);

    assertThat(outcome.evidence()).isEqualTo(new Evidence.Accepted(Optional.of("7")));
    assertThat(outcome.exchange().facts().toString())
        .isEqualTo("{\"status\":200,\"response\":{\"state\":\"done\",\"id\":7}}");
    assertThat(wire.calls().get(3).params().toString())
        .isEqualTo(
            "[[{\"day\":{\"__class__\":\"date\",\"year\":2026,\"month\":11,\"day\":20},"
                + "\"price\":{\"__class__\":\"Decimal\",\"decimal\":\"1.5\"},\"none\":null}],"
                + "{\"company\":1,\"employee\":9}]");
    assertThat(wire.calls().get(4).params().toString()).isEqualTo("[[7],{\"company\":1}]");
  }

  @Test
  void declared_warning_is_confirmed_and_the_call_repeated() {
    AtomicBoolean confirmed = new AtomicBoolean();
    ScriptedWire wire =
        new ScriptedWire(
            call -> {
              confirmed.compareAndSet(false, call.method().equals(CONFIRM));
              return call.method().equals("model.stock.move.create") && !confirmed.get()
                  ? ScriptedWire.error(WARNING)
                  : good(call);
            });

    assertThat(send(wire, POST).evidence()).isInstanceOf(Evidence.Accepted.class);
    assertThat(wire.count("model.stock.move.create")).isEqualTo(2);
    assertThat(wire.calls().get(4).params().get(0).toString())
        .isEqualTo("[{\"name\":\"no_origin_3\",\"always\":false,\"user\":2}]");
  }

  @Test
  void warning_that_comes_again_is_not_confirmed_for_ever() {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                call.method().equals("model.stock.move.create")
                    ? ScriptedWire.error(WARNING)
                    : good(call));

    assertThat(send(wire, POST).evidence()).isInstanceOf(Evidence.Rejected.class);
    assertThat(wire.count(CONFIRM)).isEqualTo(1);
  }

  @Test
  void other_warning_waits_for_a_person() {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                call.method().endsWith("move.create")
                    ? ScriptedWire.error("[\"UserWarning\",[\"late_3\",\"It is late.\",\"\"]]")
                    : good(call));

    Outcome outcome = send(wire, POST);

    assertThat(outcome.evidence().toString()).contains("needs-confirmation", "It is late.");
    assertThat(outcome.exchange().facts().at("/error/warning").asString()).isEqualTo("late_3");
    assertThat(outcome.exchange().facts().path("step").asString()).isEqualTo("made");
    assertThat(wire.count("model.res.user.warning.create")).isZero();
  }

  @Test
  void unmet_expectation_is_refused_put_back_and_told() {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                call.method().endsWith("assign_try") ? ScriptedWire.result("false") : good(call));

    Outcome outcome = send(wire, POST);

    assertThat(outcome.evidence())
        .isInstanceOfSatisfying(
            Evidence.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("short");
              assertThat(rejected.detail()).isEqualTo("too little for R-1 — move 7 is a draft");
            });
    assertThat(outcome.exchange().facts().at("/error/code").asString()).isEqualTo("short");
    assertThat(wire.count("model.stock.move.draft")).isEqualTo(1);
  }

  @Test
  void putting_back_that_fails_is_told_and_the_refusal_stands() {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                switch (call.method()) {
                  case "model.stock.move.assign_try" -> ScriptedWire.result("false");
                  case "model.stock.move.draft" -> ScriptedWire.silence();
                  default -> good(call);
                });

    assertThat(send(wire, POST).evidence())
        .isInstanceOfSatisfying(
            Evidence.Rejected.class,
            rejected ->
                assertThat(rejected.detail())
                    .endsWith("putting back failed at `model.stock.move.draft`"));
  }

  @Test
  void half_of_an_operation_that_does_not_resume_is_in_doubt_and_of_one_that_does_is_not() {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                call.method().endsWith("assign_try")
                    ? ScriptedWire.error("[\"could not serialize access\",\"\"]")
                    : good(call));

    assertThat(send(wire, POST).evidence()).isInstanceOf(Evidence.Unknown.class);
    assertThat(send(wire, POST.replace("probe: find", "probe: find\n  resumes: true")).evidence())
        .isInstanceOf(Evidence.NotProcessed.class);
  }

  @Test
  void session_is_renewed_once_and_not_for_ever() {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                call.method().startsWith("model.stock")
                    ? ScriptedWire.answer(401, "")
                    : Optional.empty());

    assertThat(send(wire, POST).evidence())
        .isInstanceOfSatisfying(
            Evidence.NotSent.class, notSent -> assertThat(notSent.outage()).isTrue());
    assertThat(wire.count("common.db.login")).isEqualTo(2);
    assertThat(wire.count("model.stock.move.search")).isEqualTo(2);
  }

  @Test
  void expression_that_fails_before_anything_was_sent_is_a_refusal() {
    ScriptedWire wire = new ScriptedWire(RunTest::good);

    Evidence evidence =
        send(wire, POST.replace("$date(day)", "1 + \\\"a\\\"").replace("\\\"", "\"")).evidence();

    assertThat(evidence.toString()).contains("expression-failed");
    assertThat(wire.count("model.stock.move.create")).isZero();
  }

  @Test
  void probe_tells_found_different_absent_and_inconclusive_apart() {
    assertThat(probe("[7]")).isInstanceOf(ProbeAnswer.Found.class);
    assertThat(probe("[8]"))
        .isInstanceOfSatisfying(
            ProbeAnswer.FoundDifferent.class,
            different -> assertThat(different.difference()).isEqualTo("it is number 8"));
    assertThat(probe("[]")).isInstanceOf(ProbeAnswer.Absent.class);
    assertThat(probe("[7, 8]")).isInstanceOf(ProbeAnswer.Inconclusive.class);
  }

  private static Optional<Wire.Reply> good(ScriptedWire.Call call) {
    return switch (call.method()) {
      case "model.stock.move.search" -> ScriptedWire.result("[]");
      case "model.stock.move.create" -> ScriptedWire.result("[7]");
      case "model.stock.move.assign_try" -> ScriptedWire.result("true");
      default -> Optional.empty();
    };
  }

  private static ProbeAnswer probe(String hits) {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                call.method().endsWith("search") ? ScriptedWire.result(hits) : Optional.empty());
    SystemDefinition system = SystemText.system(POST);
    return target(system, wire).probe(outbound(system));
  }

  private static Outcome send(ScriptedWire wire, String operations) {
    SystemDefinition system = SystemText.system(operations);
    return target(system, wire).send(outbound(system));
  }

  private static TrytonTarget target(SystemDefinition system, ScriptedWire wire) {
    org.millrace.landscape.Problems problems = new org.millrace.landscape.Problems();
    Expressions expressions = new Expressions(EvaluationLimits.STANDARD, InstantSource.system());
    Map<String, Operation> operations = new LinkedHashMap<>();
    system
        .operations()
        .forEach(
            (name, declared) ->
                operations.put(
                    name, OperationReader.read(declared, expressions::compile, problems)));
    Sessions sessions =
        new Sessions(
            "erp",
            name -> Optional.of(Map.of("user", new Secret("u"), "password", new Secret("p"))),
            new Login(wire, JSON, Connection.read(system, problems)));
    assertThat(problems.all()).isEmpty();
    return new TrytonTarget(
        operations,
        wire,
        new Calls(wire, JSON, sessions),
        JSON,
        System::nanoTime,
        Duration.ofSeconds(10));
  }

  private static Outbound outbound(SystemDefinition system) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    return new Outbound(
        DeliveryId.parse("01890000-0000-7000-8000-000000000000:1"),
        java.util.Objects.requireNonNull(system.operations().get("post")),
        JSON.readTree("{\"day\": \"2026-11-20\", \"price\": 1.5}"),
        "token",
        "R-1",
        "correlation",
        Optional.empty(),
        end,
        end);
  }
}
