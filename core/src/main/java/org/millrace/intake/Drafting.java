package org.millrace.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.journal.Draft;
import org.millrace.journal.Standbys;
import org.millrace.landscape.Announcement;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.ConfirmedBy;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.GapRule;
import org.millrace.landscape.Requirement;
import org.millrace.message.Payload;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a request to a draft or to the reason why not. Pure but for randomness. */
final class Drafting {

  private final JsonMapper json;
  private final RandomGenerator random;

  Drafting(JsonMapper json, RandomGenerator random) {
    this.json = json;
    this.random = random;
  }

  /** What a request amounts to. */
  sealed interface Result {
    record Drafted(Draft draft) implements Result {}

    record Unfit(Refused refused) implements Result {}
  }

  Result draft(IntakeRequest request, AppliedLandscape applied, String correlationId) {
    Optional<FlowDefinition> flow = applied.landscape().flowFor(request.operation());
    if (flow.isEmpty()) {
      return unfit(
          Refusal.UNKNOWN_OPERATION,
          "No flow serves the operation `" + request.operation() + "`.",
          correlationId);
    }
    Optional<String> callback =
        request
            .headers()
            .callback()
            .flatMap(url -> CallbackRule.refusal(applied.landscape(), request.client(), url));
    if (callback.isPresent()) {
      return unfit(Refusal.CALLBACK_REFUSED, callback.get(), correlationId);
    }
    JsonNode content;
    try {
      content = json.readTree(request.body().bytes());
    } catch (JacksonException e) {
      return unfit(
          Refusal.INVALID_REQUEST, "The body is no acceptable JSON: " + said(e), correlationId);
    }
    List<Violation> violations = flow.get().contract().schema().validate(content);
    if (!violations.isEmpty()) {
      return new Result.Unfit(
          new Refused(
              Refusal.CONTRACT_VIOLATION,
              "The document does not keep to " + flow.get().contract().label() + ".",
              violations,
              correlationId));
    }
    return keyed(request, flow.get(), applied, content, correlationId);
  }

  private Result keyed(
      IntakeRequest request,
      FlowDefinition flow,
      AppliedLandscape applied,
      JsonNode content,
      String correlationId) {
    Optional<String> sent = request.headers().idempotencyKey();
    if (flow.key().isEmpty() && sent.isEmpty()) {
      return unfit(
          Refusal.IDEMPOTENCY_KEY_MISSING,
          "This operation needs the header Idempotency-Key, for example: Idempotency-Key:"
              + " \"po-1001/3\".",
          correlationId);
    }
    try {
      return new Result.Drafted(build(request, flow, applied, content, correlationId));
    } catch (KeyReading.Unreadable e) {
      return unfit(
          Refusal.INVALID_REQUEST,
          "Cannot identify the document: " + e.getMessage() + ".",
          correlationId);
    }
  }

  private Draft build(
      IntakeRequest request,
      FlowDefinition flow,
      AppliedLandscape applied,
      JsonNode content,
      String correlationId)
      throws KeyReading.Unreadable {
    Optional<UUID> client =
        request
            .headers()
            .idempotencyKey()
            .map(key -> Hashes.of("client", request.client(), flow.operation(), key));
    String businessKey =
        flow.key().isPresent()
            ? KeyReading.key("business key", flow.key().get(), content)
            : KeyReading.checked(
                "Idempotency-Key", request.headers().idempotencyKey().orElseThrow());
    UUID business =
        flow.key().isPresent()
            ? Hashes.of("business", flow.name(), businessKey)
            : client.orElseThrow();
    Optional<String> orderKey =
        flow.orderBy().isPresent()
            ? Optional.of(KeyReading.key("order key", flow.orderBy().get(), content))
            : Optional.empty();
    OptionalLong sequence = KeyReading.sequence(flow.sequence(), content);
    checkConfirmations(flow, content);
    return new Draft(
        flow.name(),
        flow.operation(),
        flow.object(),
        flow.contract().label(),
        applied.version(),
        request.client(),
        businessKey,
        orderKey,
        sequence,
        correlationId,
        request.headers().traceparent(),
        request
            .headers()
            .callback()
            .flatMap(url -> CallbackRule.callback(applied.landscape(), request.client(), url)),
        new Payload(request.body().bytes(), content),
        business,
        flow.key().isPresent() ? client : Optional.empty(),
        Hashes.of(request.body().bytes()),
        steps(flow, orderKey, sequence, content),
        announced(flow, content));
  }

  private List<Draft.Step> steps(
      FlowDefinition flow, Optional<String> orderKey, OptionalLong sequence, JsonNode content)
      throws KeyReading.Unreadable {
    List<Draft.Step> steps = new ArrayList<>(flow.steps().size());
    for (FlowStep step : flow.steps()) {
      steps.add(
          new Draft.Step(
              step.number(),
              step.system(),
              orderKey
                  .map(key -> Standbys.lane(flow.name(), step.number(), key))
                  .orElseGet(random::nextLong),
              step.after(),
              step.after() == 0 ? place(flow, sequence) : Optional.empty(),
              needs(step, content)));
    }
    return steps;
  }

  /** Later steps follow the first ones, which are in their places. */
  private static Optional<Draft.Place> place(FlowDefinition flow, OptionalLong sequence) {
    return sequence.isEmpty()
        ? Optional.empty()
        : flow.gap()
            .map(
                gap ->
                    new Draft.Place(
                        sequence.getAsLong(),
                        gap.from(),
                        gap.patience(),
                        gap.then() == GapRule.Then.ESCALATE));
  }

  private static List<Draft.Need> needs(FlowStep step, JsonNode content)
      throws KeyReading.Unreadable {
    List<Draft.Need> needs = new ArrayList<>(step.requires().size());
    for (Requirement required : step.requires()) {
      needs.add(
          new Draft.Need(
              required.flow(),
              required.system(),
              KeyReading.key("key of the required " + required.flow(), required.key(), content),
              required.patience()));
    }
    return needs;
  }

  /** What cannot be recognised later could never be confirmed. */
  private static void checkConfirmations(FlowDefinition flow, JsonNode content)
      throws KeyReading.Unreadable {
    for (FlowStep step : flow.steps()) {
      if (step.confirmedBy().isPresent()) {
        ConfirmedBy event = step.confirmedBy().get();
        var _ = KeyReading.key("subject of " + event.event(), event.about(), content);
      }
    }
  }

  private static List<Draft.Announced> announced(FlowDefinition flow, JsonNode content)
      throws KeyReading.Unreadable {
    List<Draft.Announced> announced = new ArrayList<>(flow.announces().size());
    for (Announcement one : flow.announces()) {
      if (KeyReading.holds("condition of " + one.type(), one.when(), content)) {
        announced.add(
            new Draft.Announced(
                one.type(),
                one.about().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        KeyReading.key("subject of " + one.type(), one.about().get(), content)),
                KeyReading.text("reason of " + one.type(), one.reason(), content)));
      }
    }
    return announced;
  }

  static String said(JacksonException e) {
    return e.getOriginalMessage() + place(e);
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private static Result unfit(Refusal refusal, String detail, String correlationId) {
    return new Result.Unfit(new Refused(refusal, detail, List.of(), correlationId));
  }
}
