package org.millrace.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.millrace.access.Quota;
import org.millrace.intake.Intake;
import org.millrace.intake.IntakeAnswer;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes many business messages at once. */
final class Batches {

  private final Intake intake;
  private final Quota quota;
  private final int limit;

  Batches(Intake intake, Quota quota, int limit) {
    this.intake = intake;
    this.quota = quota;
    this.limit = limit;
  }

  Answer post(Call call) throws InterruptedException {
    Batch batch = Batch.read(call.body(Answer.JSON, limit));
    call.span().tell("messaging.batch.message_count", batch.records().size());
    // The request itself has counted as one already.
    int more = batch.records().size() - 1;
    if (more > 0) {
      RateLimits.check(quota.take(call.principal().keyPrefix(), more), quota);
    }
    List<Problem.At> differences = ControlSums.differences(batch);
    if (!differences.isEmpty()) {
      throw new Refused(
          new Problem(
              ProblemType.CONTROL_TOTALS_DIFFER,
              "The control totals do not match the records; nothing was taken",
              differences,
              List.of()));
    }
    return answer(call, batch, intake.acceptBatch(requests(call, batch), batch.together()));
  }

  private static List<IntakeRequest> requests(Call call, Batch batch) {
    IntakeRequest.Headers shared = Operations.headers(call);
    if (shared.idempotencyKey().isPresent()) {
      throw new Refused(
          ProblemType.INVALID_REQUEST,
          "A batch takes no Idempotency-Key: give each record its key");
    }
    return batch.records().stream()
        .map(
            item ->
                new IntakeRequest(
                    call.value(0),
                    call.principal().name(),
                    item.content(),
                    new IntakeRequest.Headers(
                        item.key(),
                        shared.correlationId(),
                        shared.traceparent(),
                        shared.callback())))
        .toList();
  }

  private static Answer answer(Call call, Batch batch, List<IntakeAnswer> answers) {
    long accepted = answers.stream().filter(a -> a instanceof IntakeAnswer.Accepted).count();
    long duplicates = answers.stream().filter(a -> a instanceof IntakeAnswer.Repeated).count();
    long refused = answers.size() - accepted - duplicates;
    Optional<Problem> nothing =
        accepted + duplicates == 0 ? Optional.of(whyNothing(answers)) : Optional.empty();
    ObjectNode json = nothing.map(p -> p.json(call.correlationId())).orElseGet(Json::object);
    json.put("policy", batch.together() ? "all-or-nothing" : "partial");
    json.put("accepted", accepted).put("duplicates", duplicates).put("refused", refused);
    ArrayNode records = json.putArray("records");
    IntStream.range(0, answers.size())
        .forEach(i -> record(records.addObject(), i, batch.records().get(i), answers.get(i)));
    return nothing
        .map(problem -> problem.answer(json))
        .orElseGet(() -> Answer.json(202, Json.bytes(json)));
  }

  private static void record(ObjectNode json, int index, Batch.Item item, IntakeAnswer answer) {
    json.put("index", index).put("key", item.key().orElse(null));
    switch (answer) {
      case IntakeAnswer.Accepted accepted ->
          json.put("status", 202).put("job", "/v1/jobs/" + accepted.message());
      case IntakeAnswer.Repeated repeated ->
          json.put("status", 202)
              .put("job", "/v1/jobs/" + repeated.message())
              .put("replayed", true);
      case IntakeAnswer.Refused refused -> {
        Problem problem = Operations.problem(refused);
        json.put("status", problem.type().status());
        json.set("problem", problem.json(refused.correlationId()));
      }
    }
  }

  /**
   * If one reason stands for all, it is the answer's, so that senders know whether to try again.
   */
  private static Problem whyNothing(List<IntakeAnswer> answers) {
    List<IntakeAnswer.Refused> refusals =
        answers.stream()
            .filter(IntakeAnswer.Refused.class::isInstance)
            .map(IntakeAnswer.Refused.class::cast)
            .toList();
    for (Refusal whole :
        List.of(
            Refusal.TEMPORARY_REDUCED_CAPACITY,
            Refusal.UNKNOWN_OPERATION,
            Refusal.CALLBACK_REFUSED)) {
      if (refusals.stream().allMatch(refused -> refused.refusal() == whole)) {
        return Operations.problem(refusals.getFirst());
      }
    }
    return new Problem(
        ProblemType.BATCH_REFUSED,
        "No record was taken; the list of records says why for each",
        List.of(),
        List.of());
  }
}
