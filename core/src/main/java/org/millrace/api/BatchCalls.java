package org.millrace.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.millrace.access.Quota;
import org.millrace.access.Right;
import org.millrace.intake.BatchAnswer;
import org.millrace.intake.BatchIntake;
import org.millrace.intake.BatchRequest;
import org.millrace.intake.IntakeAnswer;
import org.millrace.intake.IntakeRequest;
import org.millrace.monitoring.BatchRecord;
import org.millrace.monitoring.BatchView;
import org.millrace.monitoring.Batches;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes many business messages at once, and tells what became of them. */
final class BatchCalls {

  /** How long a caller waits who said nothing about it: small batches have their outcome then. */
  private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

  private static final int STANDARD_PAGE = 100;
  private static final Set<String> OUTCOMES = Set.of("taken", "repeated", "refused");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Set<String> STATES = Set.of("open", "taken", "refused");

  private final BatchIntake intake;
  private final Batches batches;
  private final Quota quota;
  private final int limit;

  BatchCalls(BatchIntake intake, Batches batches, Quota quota, int limit) {
    this.intake = intake;
    this.batches = batches;
    this.quota = quota;
    this.limit = limit;
  }

  Answer post(Call call) throws InterruptedException {
    BatchRequest request =
        new BatchRequest(
            call.value(0),
            call.principal().name(),
            new IntakeRequest.Body(call.body(Answer.JSON, limit)),
            Operations.headers(call));
    BatchAnswer answer = intake.file(request, records -> count(call, records));
    return switch (answer) {
      case BatchAnswer.Filed filed -> filed(call, filed);
      case BatchAnswer.Malformed wrong -> throw Refused.at(wrong.pointer(), wrong.message());
      case BatchAnswer.TotalsDiffer differ -> throw differ(differ);
      case BatchAnswer.Refused refused ->
          throw new Refused(
              Operations.problem(
                  new IntakeAnswer.Refused(
                      refused.refusal(), refused.detail(), List.of(), call.correlationId())));
    };
  }

  private void count(Call call, int records) {
    call.span().tell("messaging.batch.message_count", records);
    // The request itself has counted as one already.
    if (records > 1) {
      RateLimits.check(quota.take(call.principal().keyPrefix(), records - 1), quota);
    }
  }

  private static Refused differ(BatchAnswer.TotalsDiffer differ) {
    return new Refused(
        new Problem(
            ProblemType.CONTROL_TOTALS_DIFFER,
            "The control totals do not match the records; nothing was taken",
            differ.differences().stream()
                .map(at -> new Problem.At(at.pointer(), at.message()))
                .toList(),
            List.of()));
  }

  private Answer filed(Call call, BatchAnswer.Filed filed) throws InterruptedException {
    OptionalInt wait = Headers.wait(call.headers());
    Duration longest = wait.isPresent() ? Duration.ofSeconds(wait.getAsInt()) : USUAL_WAIT;
    if (longest.isPositive()) {
      // Nothing moves on the connection meanwhile; that is no reason to close it.
      call.request().addIdleTimeoutListener(timeout -> false);
      var _ = intake.awaitEnd(filed.id(), longest);
    }
    BatchView batch = batches.find(filed.id()).orElseThrow();
    Answer answer = answer(call, batch).with(HttpHeader.LOCATION, "/v1/batches/" + batch.id());
    if (filed.again()) {
      answer = answer.with(Operations.REPLAYED);
    }
    return batch.state().equals("open") ? answer.with(HttpHeader.RETRY_AFTER, "1") : answer;
  }

  private Answer answer(Call call, BatchView batch) {
    boolean ended = !batch.state().equals("open");
    List<BatchRecord> records =
        ended ? batches.records(batch.id(), Optional.empty(), 0, Batches.MOST) : List.of();
    if (!batch.state().equals("refused")) {
      return Answer.json(202, Json.bytes(document(Json.object(), batch, records)));
    }
    Problem problem = whyNothing(batch, records);
    return problem.answer(document(problem.json(call.correlationId()), batch, records));
  }

  /** If one reason stands for all, it is the answer's, so that senders know what to mend. */
  private static Problem whyNothing(BatchView batch, List<BatchRecord> records) {
    boolean unknown =
        records.stream()
            .flatMap(record -> record.refusal().stream())
            .allMatch(r -> r.code().equals(ProblemType.UNKNOWN_OPERATION.slug()));
    return new Problem(
        unknown ? ProblemType.UNKNOWN_OPERATION : ProblemType.BATCH_REFUSED,
        "Nothing was taken: "
            + batch.reason().orElse("No record was fit.")
            + " The records say why for each.",
        List.of(),
        List.of());
  }

  private static ObjectNode document(ObjectNode json, BatchView batch, List<BatchRecord> records) {
    Json.copy(batch, json);
    if (!records.isEmpty()) {
      ArrayNode array = json.putArray("outcomes");
      records.forEach(record -> array.add(document(batch, record)));
    }
    json.putObject("links").put("outcomes", "/v1/batches/" + batch.id() + "/records");
    return json;
  }

  private static ObjectNode document(BatchView batch, BatchRecord record) {
    ObjectNode json = Json.object();
    json.put("index", record.index()).put("key", record.key().orElse(null));
    json.put("outcome", record.outcome());
    record.message().ifPresent(message -> json.put("job", "/v1/jobs/" + message));
    record.state().ifPresent(state -> json.put("state", state.name()));
    record
        .refusal()
        .ifPresent(
            refusal -> {
              ObjectNode problem = json.putObject("problem");
              ProblemType type = ProblemType.of(refusal.code()).orElse(ProblemType.INVALID_REQUEST);
              problem.put("type", type.address()).put("title", type.title());
              problem.put("status", type.status()).put("detail", refusal.detail());
              if (!refusal.errors().isEmpty()) {
                problem.set("errors", refusal.errors());
              }
              json.put("remedy", remedy(type, batch));
            });
    return json;
  }

  /** What makes a refused record fit; those that were taken are not taken twice. */
  private static String remedy(ProblemType type, BatchView batch) {
    String again =
        ", then send it again: alone to /v1/operations/"
            + batch.operation()
            + ", or in a further batch";
    return switch (type) {
      case CONTRACT_VIOLATION, INVALID_REQUEST ->
          "Correct the document at its source" + again + ".";
      case IDEMPOTENCY_KEY_MISSING -> "Give the record a key" + again + ".";
      case IDEMPOTENCY_KEY_REUSED ->
          "If it is another document, give it another key"
              + again
              + ". If it is the same, its content was changed: nothing is left to do.";
      case BATCH_REFUSED -> "Correct the other records and send all of them as a new batch.";
      default -> "Remove the cause" + again + ".";
    };
  }

  Answer find(Call call) {
    BatchView batch = visible(call);
    Answer answer = Answer.json(200, Json.bytes(document(Json.object(), batch, List.of())));
    return batch.complete() ? answer : answer.with(HttpHeader.RETRY_AFTER, "1");
  }

  /** Its sender may follow a batch, and who may see all; to others it is as if it did not exist. */
  private BatchView visible(Call call) {
    return id(call.value(0))
        .flatMap(batches::find)
        .filter(
            batch ->
                batch.sender().equals(call.principal().name())
                    || call.principal().permissions().has(Right.READ))
        .orElseThrow(() -> new Refused(ProblemType.NOT_FOUND, "There is no batch with this id"));
  }

  private static Optional<UUID> id(String text) {
    try {
      UUID id = UUID.fromString(text);
      return Optional.of(id).filter(read -> read.toString().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Answer records(Call call) {
    BatchView batch = visible(call);
    Map<String, List<String>> query = call.query(Set.of("outcome", "from", "limit"));
    Optional<String> outcome = Query.oneOf(query, "outcome", OUTCOMES);
    int from = Query.number(query, "from", 0, 0, batch.records());
    int limit = Query.number(query, "limit", STANDARD_PAGE, 1, Batches.MOST);
    List<BatchRecord> page = batches.records(batch.id(), outcome, from, limit);
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    page.forEach(record -> items.add(document(batch, record)));
    if (page.size() == limit) {
      json.put("next", page.getLast().index() + 1);
    }
    return Answer.json(200, Json.bytes(json));
  }

  /** The bytes of one record as they came: no browser may take them for anything to show or run. */
  Answer content(Call call) {
    BatchView batch = visible(call);
    String index = call.value(1);
    return Optional.of(index)
        .filter(text -> INDEX.matcher(text).matches())
        .flatMap(text -> intake.content(batch.id(), Integer.parseInt(text)))
        .map(
            body ->
                Answer.of(200, "application/octet-stream", body)
                    .with("Content-Disposition", "attachment; filename=\"record-" + index + "\""))
        .orElseThrow(BatchCalls::noRecord);
  }

  private static Refused noRecord() {
    return new Refused(
        ProblemType.NOT_FOUND,
        "There is no such record, or what came with its batch is not kept any more");
  }

  Answer latest(Call call) {
    Map<String, List<String>> query = call.query(Set.of("sender", "state", "limit"));
    return Answer.json(
        new Watching.Items<>(
            batches.latest(
                new Batches.Query(
                    Query.one(query, "sender"),
                    Query.oneOf(query, "state", STATES),
                    Query.number(query, "limit", 50, 1, 200)))));
  }
}
