package org.millrace.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.millrace.journal.ReplayMode;
import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayPlan.Pace;
import org.millrace.journal.ReplayPlan.Scope;
import org.millrace.journal.ReplayPlans;
import org.millrace.journal.ReplayPlans.Turn;
import org.millrace.journal.ReplayPrediction;
import org.millrace.journal.ReplayState;
import org.millrace.monitoring.ReplayView;
import org.millrace.monitoring.Replays;
import org.millrace.replay.ReplayDesk;
import tools.jackson.databind.node.ObjectNode;

/** Planning replays, deciding about them, following them. */
final class Replaying {

  private static final int LEAST_REASON = 3;
  private static final int MOST_REASON = 500;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_KEY = 255;
  private static final int MOST_DOCUMENTS = 10_000;
  private static final Duration LONGEST_RANGE = Duration.ofDays(31);
  private static final int STANDARD_PAGE = 100;
  private static final Set<String> OUTCOMES =
      Set.of("to-go", "under-way", "verified", "taken", "failed", "changed");

  private final ReplayDesk desk;
  private final Replays replays;
  private final InstantSource clock;
  private final int limit;

  Replaying(ReplayDesk desk, Replays replays, InstantSource clock, int limit) {
    this.desk = desk;
    this.replays = replays;
    this.clock = clock;
    this.limit = limit;
  }

  Answer order(Call call) throws InterruptedException {
    Fields fields = Json.fields(call.body(Answer.JSON, limit));
    ReplayMode mode =
        ReplayMode.of(fields.text("mode", 1, LONGEST_NAME))
            .orElseThrow(
                () ->
                    Refused.at(
                        "/mode", "must be resend, remap, resume, reroute, compensate or settle"));
    Scope scope = scope(fields.object("scope"));
    Map<String, String> documents = documents(fields, mode);
    Pace pace =
        new Pace(
            count(fields, "rate", 20, 1_000),
            count(fields, "underWay", 50, 2_000),
            count(fields, "stopAfterFailures", 10, ReplayPlan.MOST_ENTRIES));
    String reason = fields.text("reason", LEAST_REASON, MOST_REASON);
    fields.noOthers();
    ReplayPlan plan =
        desk.order(
            new ReplayPlan.Order(mode, scope, documents, pace, reason), call.principal().actor());
    return Answer.json(202, Json.bytes(view(plan.number())))
        .with("Location", "/v1/replays/" + plan.number());
  }

  private Scope scope(Fields scope) {
    OptionalInt number = scope.countIfAny("case");
    if (number.isPresent()) {
      scope.noOthers();
      return new Scope.OfCase(number.getAsInt());
    }
    Instant since =
        scope
            .timeIfAny("since")
            .orElseThrow(
                () ->
                    Refused.at(
                        "/scope/since",
                        "is required where no case is named: a time such as 2026-11-21T08:00:00Z"));
    Instant until = scope.timeIfAny("until").orElseGet(clock::instant);
    if (!until.isAfter(since) || Duration.between(since, until).compareTo(LONGEST_RANGE) > 0) {
      throw Refused.at(
          "/scope/until",
          "must be later than since, by at most " + LONGEST_RANGE.toDays() + " days");
    }
    Scope accepted =
        new Scope.Accepted(
            since,
            until,
            scope.textIfAny("flow", 1, LONGEST_NAME),
            scope.textIfAny("system", 1, LONGEST_NAME),
            scope.textIfAny("key", 1, LONGEST_KEY));
    scope.noOthers();
    return accepted;
  }

  private static Map<String, String> documents(Fields fields, ReplayMode mode) {
    Map<String, String> documents = fields.textsByName("documents", MOST_DOCUMENTS, LONGEST_KEY);
    if (documents.isEmpty() == (mode == ReplayMode.SETTLE)) {
      throw Refused.at(
          "/documents",
          mode == ReplayMode.SETTLE
              ? "is required: the documents' numbers by business key"
              : "belongs to settle alone");
    }
    return documents;
  }

  private static int count(Fields fields, String name, int otherwise, int most) {
    int count = fields.countIfAny(name).orElse(otherwise);
    if (count < 1 || count > most) {
      throw Refused.at("/" + name, "must be a whole number from 1 to " + most);
    }
    return count;
  }

  Answer list(Call call) {
    Map<String, List<String>> query = call.query(Set.of("case", "state"));
    Optional<Long> caseNumber =
        Query.one(query, "case")
            .map(
                text ->
                    Call.caseNumber(text)
                        .orElseThrow(() -> Refused.at("case", "must be a case's number")));
    Optional<ReplayState> state =
        Query.one(query, "state")
            .map(
                text ->
                    ReplayState.of(text)
                        .orElseThrow(() -> Refused.at("state", "must be a plan's state")));
    return Answer.json(new Watching.Items<>(replays.newest(caseNumber, state)));
  }

  Answer one(Call call) {
    return Answer.json(view(number(call)));
  }

  Answer entries(Call call) {
    long number = view(number(call)).number();
    Map<String, List<String>> query = call.query(Set.of("prediction", "outcome", "after", "limit"));
    int most = Query.number(query, "limit", STANDARD_PAGE, 1, Replays.MOST_ENTRIES);
    List<ReplayView.Entry> page =
        replays.entries(
            number,
            new Replays.Query(
                Query.one(query, "prediction")
                    .map(
                        text ->
                            ReplayPrediction.of(text)
                                .orElseThrow(
                                    () ->
                                        Refused.at(
                                            "prediction",
                                            "must be would-post, duplicate, still-fails or"
                                                + " blocked-by"))),
                Query.oneOf(query, "outcome", OUTCOMES),
                Query.number(query, "after", 0, 0, ReplayPlan.MOST_ENTRIES),
                most));
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    page.forEach(entry -> items.add(Json.node(entry)));
    if (page.size() == most) {
      json.put("next", page.getLast().position());
    }
    return Answer.json(json);
  }

  Answer approve(Call call) throws InterruptedException {
    Fields fields = Json.fields(call.body(Answer.JSON, limit));
    String hash = fields.text("hash", 1, LONGEST_KEY);
    String reason = fields.text("reason", LEAST_REASON, MOST_REASON);
    fields.noOthers();
    return answer(desk.approve(number(call), hash, call.principal().actor(), reason));
  }

  Answer start(Call call) throws InterruptedException {
    return answer(desk.start(number(call), call.principal().actor(), reason(call)));
  }

  Answer pause(Call call) throws InterruptedException {
    return turn(call, Turn.PAUSE);
  }

  Answer resume(Call call) throws InterruptedException {
    return turn(call, Turn.RESUME);
  }

  Answer stop(Call call) throws InterruptedException {
    return turn(call, Turn.STOP);
  }

  Answer discard(Call call) throws InterruptedException {
    return turn(call, Turn.DISCARD);
  }

  private Answer turn(Call call, Turn turn) throws InterruptedException {
    return answer(desk.turn(number(call), turn, call.principal().actor(), reason(call)));
  }

  private String reason(Call call) throws InterruptedException {
    Fields fields = Json.fields(call.body(Answer.JSON, limit));
    String reason = fields.text("reason", LEAST_REASON, MOST_REASON);
    fields.noOthers();
    return reason;
  }

  private Answer answer(ReplayPlans.Outcome outcome) {
    return switch (outcome) {
      case ReplayPlans.Outcome.Done done -> Answer.json(view(done.plan().number()));
      case ReplayPlans.Outcome.NotFound ignored -> throw missing();
      case ReplayPlans.Outcome.NotAllowed not ->
          throw new Refused(ProblemType.FOR_SOMEBODY_ELSE, not.why());
      case ReplayPlans.Outcome.Refused refused ->
          throw new Refused(ProblemType.STATE_CHANGED, refused.why());
    };
  }

  private ReplayView view(long number) {
    return replays.find(number).orElseThrow(Replaying::missing);
  }

  private static long number(Call call) {
    return Call.caseNumber(call.value(0)).orElseThrow(Replaying::missing);
  }

  private static Refused missing() {
    return new Refused(ProblemType.NOT_FOUND, "There is no replay plan with this number");
  }
}
