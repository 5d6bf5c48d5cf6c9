package org.millrace.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.access.Right;
import org.millrace.journal.Correction;
import org.millrace.journal.Corrections.Verdict;
import org.millrace.recovery.CorrectionDesk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Correcting messages, and approving what others corrected. */
final class Correcting {

  private static final int LEAST_REASON = 3;
  private static final int MOST_REASON = 500;
  private static final int LONGEST_POINTER = 255;

  private final CorrectionDesk desk;
  private final int limit;

  Correcting(CorrectionDesk desk, int limit) {
    this.desk = desk;
    this.limit = limit;
  }

  Answer look(Call call) {
    return desk.look(call.message())
        .map(view -> Answer.json(json(view)))
        .orElseThrow(Correcting::noMessage);
  }

  Answer tryOut(Call call) throws InterruptedException {
    Fields fields = fields(call);
    Map<String, JsonNode> values = values(fields);
    fields.noOthers();
    return desk.tryOut(call.message(), values)
        .map(trial -> Answer.json(json(trial)))
        .orElseThrow(Correcting::noMessage);
  }

  Answer propose(Call call) throws InterruptedException {
    Fields fields = fields(call);
    Map<String, JsonNode> values = values(fields);
    int basedOn =
        fields
            .countIfAny("basedOn")
            .orElseThrow(() -> Refused.at("/basedOn", "is required: the version you changed"));
    boolean emergency = fields.yes("emergency");
    String reason = fields.text("reason", LEAST_REASON, MOST_REASON);
    fields.noOthers();
    if (emergency && !call.principal().permissions().has(Right.EMERGENCY_CORRECT)) {
      throw new Refused(
          ProblemType.FORBIDDEN, "An emergency correction needs the right emergency-correct");
    }
    return answer(
        desk.propose(call.message(), basedOn, values, emergency, call.principal().actor(), reason));
  }

  Answer proposed(Call call) {
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    desk.proposed().forEach(correction -> items.add(json(correction, false)));
    return Answer.json(answer);
  }

  Answer approve(Call call) throws InterruptedException {
    return decide(call, Verdict.APPROVE);
  }

  Answer reject(Call call) throws InterruptedException {
    return decide(call, Verdict.REJECT);
  }

  Answer withdraw(Call call) throws InterruptedException {
    return decide(call, Verdict.WITHDRAW);
  }

  private Answer decide(Call call, Verdict verdict) throws InterruptedException {
    Fields fields = fields(call);
    String reason = fields.text("reason", LEAST_REASON, MOST_REASON);
    fields.noOthers();
    long number =
        Call.caseNumber(call.value(0))
            .orElseThrow(
                () ->
                    new Refused(ProblemType.NOT_FOUND, "There is no correction with this number"));
    return answer(desk.decide(number, verdict, call.principal().actor(), reason));
  }

  private Fields fields(Call call) throws InterruptedException {
    return Json.fields(call.body(Answer.JSON, limit));
  }

  private static Map<String, JsonNode> values(Fields fields) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (JsonNode change : fields.objects("changes", CorrectionDesk.MOST_CHANGES)) {
      String pointer = change.path("pointer").asString("");
      if (!pointer.startsWith("/")
          || pointer.length() > LONGEST_POINTER
          || !change.has("to")
          || change.size() != 2) {
        throw Refused.at(
            "/changes", "must be objects with a `pointer` such as /quantity, and `to`");
      }
      if (values.put(pointer, change.path("to")) != null) {
        throw Refused.at("/changes", "must name each place once");
      }
    }
    return values;
  }

  private static Answer answer(CorrectionDesk.Answer answer) {
    return switch (answer) {
      case CorrectionDesk.Answer.Done done ->
          Answer.json(json(done.correction(), false).put("deliveries", done.released()));
      case CorrectionDesk.Answer.Unfit unfit -> throw new Refused(unfit(unfit.trial()));
      case CorrectionDesk.Answer.NotFound missing ->
          throw new Refused(ProblemType.NOT_FOUND, missing.detail());
      case CorrectionDesk.Answer.NotAllowed not ->
          throw new Refused(ProblemType.FOR_SOMEBODY_ELSE, not.detail());
      case CorrectionDesk.Answer.StateChanged changed ->
          throw new Refused(ProblemType.STATE_CHANGED, changed.detail());
    };
  }

  private static Problem unfit(CorrectionDesk.Trial trial) {
    List<Problem.At> places = new ArrayList<>();
    trial.violations().forEach(v -> places.add(new Problem.At(v.pointer(), v.message())));
    trial
        .documents()
        .forEach(
            document ->
                document
                    .problem()
                    .ifPresent(
                        why -> places.add(new Problem.At("", document.system() + ": " + why))));
    return new Problem(
        ProblemType.CONTRACT_VIOLATION,
        "The corrected document would not do; nothing changed.",
        places,
        List.of());
  }

  private static ObjectNode json(CorrectionDesk.View view) {
    ObjectNode json =
        Json.object()
            .put("message", view.message().toString())
            .put("version", view.version())
            .put("possible", view.possible())
            .put("fourEyes", view.fourEyes());
    ArrayNode fields = json.putArray("fields");
    view.fields()
        .forEach(
            field ->
                set(fields.addObject().put("pointer", field.pointer()), "value", field.value()));
    ArrayNode corrections = json.putArray("corrections");
    view.corrections().forEach(correction -> corrections.add(json(correction, true)));
    return json;
  }

  private static ObjectNode json(CorrectionDesk.Trial trial) {
    ObjectNode json =
        Json.object()
            .put("good", trial.isGood())
            .put("basedOn", trial.basedOn())
            .put("fourEyes", trial.fourEyes());
    ArrayNode changes = json.putArray("changes");
    trial
        .changes()
        .forEach(
            change -> {
              ObjectNode entry = changes.addObject().put("pointer", change.pointer());
              set(entry, "from", change.from());
              set(entry, "to", change.to());
            });
    ArrayNode errors = json.putArray("errors");
    trial
        .violations()
        .forEach(v -> errors.addObject().put("pointer", v.pointer()).put("message", v.message()));
    ArrayNode documents = json.putArray("documents");
    trial
        .documents()
        .forEach(
            document -> {
              ObjectNode entry =
                  documents
                      .addObject()
                      .put("delivery", document.delivery().toString())
                      .put("system", document.system())
                      .put("problem", document.problem().orElse(null));
              document.before().ifPresent(before -> entry.set("before", before));
              document.after().ifPresent(after -> entry.set("after", after));
            });
    return json;
  }

  private static void set(ObjectNode entry, String name, JsonNode value) {
    if (value.isMissingNode()) {
      entry.putNull(name);
    } else {
      entry.set(name, value);
    }
  }

  private static ObjectNode json(Correction correction, boolean withValues) {
    ObjectNode json =
        Json.object()
            .put("number", correction.id())
            .put("message", correction.message().toString())
            .put("version", correction.version())
            .put("state", correction.state().name().toLowerCase(Locale.ROOT))
            .put("fourEyes", correction.fourEyes())
            .put("emergency", correction.emergency())
            .put("proposedBy", correction.proposedBy().label())
            .put("proposedAt", Json.time(correction.proposedAt()))
            .put("reason", correction.reason());
    correction
        .decided()
        .ifPresent(
            decided ->
                json.put("decidedBy", decided.by().label())
                    .put("decidedAt", Json.time(decided.at()))
                    .put("decision", decided.reason().orElse(null)));
    if (withValues) {
      json.set("changes", Json.tree(correction.changes()));
    }
    return json;
  }

  private static Refused noMessage() {
    return new Refused(ProblemType.NOT_FOUND, "There is no message with this id");
  }
}
