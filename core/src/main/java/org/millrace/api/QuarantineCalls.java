package org.millrace.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.millrace.access.Right;
import org.millrace.intake.QuarantineDesk;
import org.millrace.monitoring.QuarantineContent;
import org.millrace.monitoring.QuarantineEntries;
import org.millrace.monitoring.QuarantineEntry;
import tools.jackson.databind.node.ObjectNode;

/** What is in quarantine, and what people decide about it. */
final class QuarantineCalls {

  private static final int STANDARD_PAGE = 50;
  private static final int LEAST_REASON = 3;
  private static final int MOST_REASON = 500;
  private static final Set<String> STATES = Set.of("waiting", "released", "discarded");

  private final QuarantineEntries entries;
  private final QuarantineDesk desk;
  private final int limit;

  QuarantineCalls(QuarantineEntries entries, QuarantineDesk desk, int limit) {
    this.entries = entries;
    this.desk = desk;
    this.limit = limit;
  }

  Answer page(Call call) {
    Map<String, List<String>> query =
        call.query(Set.of("channel", "alike", "state", "before", "limit"));
    int most = Query.number(query, "limit", STANDARD_PAGE, 1, QuarantineEntries.MOST);
    Optional<String> state = Query.oneOf(query, "state", STATES);
    List<QuarantineEntry> page =
        entries.page(
            new QuarantineEntries.Query(
                Query.one(query, "channel"),
                Query.one(query, "alike").map(text -> alike("alike", text)),
                state,
                Query.one(query, "before").map(QuarantineCalls::before),
                most));
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    page.forEach(entry -> items.add(Json.node(entry)));
    if (page.size() == most) {
      json.put("next", page.getLast().number());
    }
    return Answer.json(200, Json.bytes(json));
  }

  Answer groups(Call call) {
    return Answer.json(new Watching.Items<>(entries.groups()));
  }

  Answer one(Call call) {
    QuarantineEntry entry = entries.find(number(call)).orElseThrow(QuarantineCalls::missing);
    ObjectNode json = Json.object();
    Json.copy(entry, json);
    if (call.principal().permissions().has(Right.READ_PAYLOAD)) {
      entries.content(entry.number()).ifPresent(content -> json.set("headers", content.headers()));
      json.putObject("links").put("content", "/v1/quarantine/" + entry.number() + "/content");
    }
    return Answer.json(200, Json.bytes(json));
  }

  /** The bytes as they came: no browser may take them for anything to show or run. */
  Answer content(Call call) {
    QuarantineContent content = entries.content(number(call)).orElseThrow(QuarantineCalls::missing);
    return Answer.of(200, "application/octet-stream", content.body())
        .with("Content-Disposition", "attachment; filename=\"document-" + call.value(0) + "\"");
  }

  Answer release(Call call) throws InterruptedException {
    return answer(desk.release(number(call), call.principal().actor(), reason(call)), "released");
  }

  Answer discard(Call call) throws InterruptedException {
    return answer(desk.discard(number(call), call.principal().actor(), reason(call)), "discarded");
  }

  Answer releaseAlike(Call call) throws InterruptedException {
    Alike alike = alike(call);
    return answer(
        desk.releaseAlike(alike.alike, call.principal().actor(), alike.reason), "released");
  }

  Answer discardAlike(Call call) throws InterruptedException {
    Alike alike = alike(call);
    return answer(
        desk.discardAlike(alike.alike, call.principal().actor(), alike.reason), "discarded");
  }

  private record Alike(UUID alike, String reason) {}

  private Alike alike(Call call) throws InterruptedException {
    Fields fields = Json.fields(call.body(Answer.JSON, limit));
    Alike alike =
        new Alike(
            alike("/alike", fields.text("alike", 36, 36)),
            fields.text("reason", LEAST_REASON, MOST_REASON));
    fields.noOthers();
    return alike;
  }

  private String reason(Call call) throws InterruptedException {
    Fields fields = Json.fields(call.body(Answer.JSON, limit));
    String reason = fields.text("reason", LEAST_REASON, MOST_REASON);
    fields.noOthers();
    return reason;
  }

  private static Answer answer(QuarantineDesk.Answer answer, String what) {
    return switch (answer) {
      case QuarantineDesk.Answer.Done done -> {
        if (done.documents() == 0 && done.refused() > 0) {
          throw new Refused(
              ProblemType.STILL_REFUSED,
              "Nothing was released: " + done.why().orElse("its flow does not take it."));
        }
        ObjectNode json = Json.object().put(what, done.documents());
        json.put("stillRefused", done.refused());
        done.why().ifPresent(why -> json.put("why", why));
        yield Answer.json(200, Json.bytes(json));
      }
      case QuarantineDesk.Answer.NotWaiting gone ->
          throw new Refused(
              ProblemType.STATE_CHANGED,
              "Nothing of it waits in quarantine: it never was there, or somebody has decided"
                  + " already");
      case QuarantineDesk.Answer.NotNow later ->
          throw new Refused(
              Problem.retryAfter(ProblemType.TEMPORARY_REDUCED_CAPACITY, later.detail(), 5));
    };
  }

  private static long number(Call call) {
    return Call.caseNumber(call.value(0)).orElseThrow(QuarantineCalls::missing);
  }

  private static long before(String text) {
    return Call.caseNumber(text)
        .orElseThrow(() -> Refused.at("before", "must be the next of a page before"));
  }

  private static UUID alike(String pointer, String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw Refused.at(pointer, "must be the alike of an entry or a group");
  }

  private static Refused missing() {
    return new Refused(
        ProblemType.NOT_FOUND, "There is no document in quarantine with this number");
  }
}
