package org.millrace.api;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.millrace.recovery.Workbench;

/** What people do about deliveries that wait. */
final class Acting {

  private static final int LEAST_REASON = 3;
  private static final int MOST_REASON = 500;
  private static final int MOST_DOCUMENT = 100;
  private static final int MOST_NAME = 63;
  private static final int MOST_ENDPOINT = 500;
  private static final int MOST_TYPE = 100;
  private static final int MOST_ABOUT = 255;
  private static final Pattern TYPE = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

  private final Workbench workbench;
  private final int limit;

  Acting(Workbench workbench, int limit) {
    this.workbench = workbench;
    this.limit = limit;
  }

  Answer release(Call call) throws InterruptedException {
    return answer(workbench.release(call.delivery(), call.principal().actor(), reason(call)));
  }

  Answer settle(Call call) throws InterruptedException {
    Fields fields = fields(call);
    String reason = reason(fields);
    String document = fields.text("document", 1, MOST_DOCUMENT);
    fields.noOthers();
    return answer(
        workbench.settleByHand(call.delivery(), document, call.principal().actor(), reason));
  }

  Answer cancel(Call call) throws InterruptedException {
    return answer(workbench.cancel(call.delivery(), call.principal().actor(), reason(call)));
  }

  Answer reroute(Call call) throws InterruptedException {
    return answer(workbench.reroute(call.delivery(), call.principal().actor(), reason(call)));
  }

  Answer compensate(Call call) throws InterruptedException {
    return answer(workbench.compensate(call.delivery(), call.principal().actor(), reason(call)));
  }

  Answer hold(Call call) throws InterruptedException {
    return answer(workbench.hold(call.value(0), call.principal().actor(), reason(call)));
  }

  Answer releaseSystem(Call call) throws InterruptedException {
    return answer(workbench.releaseSystem(call.value(0), call.principal().actor(), reason(call)));
  }

  Answer recoverWebhooks(Call call) throws InterruptedException {
    Fields fields = fields(call);
    String reason = reason(fields);
    String system = fields.text("system", 1, MOST_NAME);
    String endpoint = fields.text("endpoint", 1, MOST_ENDPOINT);
    Instant since =
        fields
            .timeIfAny("since")
            .orElseThrow(
                () -> Refused.at("/since", "is required: a time such as 2026-11-21T08:00:00Z"));
    fields.noOthers();
    return answer(
        "webhooks",
        workbench.recoverWebhooks(system, endpoint, since, call.principal().actor(), reason));
  }

  Answer announce(Call call) throws InterruptedException {
    Fields fields = fields(call);
    String reason = reason(fields);
    String type = fields.text("type", 1, MOST_TYPE);
    if (!TYPE.matcher(type).matches()) {
      throw Refused.at("/type", "must be the type of an event, such as fiscal-period.reopened");
    }
    Optional<String> about = fields.textIfAny("about", 1, MOST_ABOUT);
    fields.noOthers();
    return answer("events", workbench.announce(type, about, call.principal().actor(), reason));
  }

  private String reason(Call call) throws InterruptedException {
    Fields fields = fields(call);
    String reason = reason(fields);
    fields.noOthers();
    return reason;
  }

  private static String reason(Fields fields) {
    return fields.text("reason", LEAST_REASON, MOST_REASON);
  }

  private Fields fields(Call call) throws InterruptedException {
    return Json.fields(call.body(Answer.JSON, limit));
  }

  private static Answer answer(Workbench.Answer answer) {
    return answer("deliveries", answer);
  }

  private static Answer answer(String what, Workbench.Answer answer) {
    return switch (answer) {
      case Workbench.Answer.Done done -> Answer.json(Json.object().put(what, done.moved()));
      case Workbench.Answer.NotFound missing ->
          throw new Refused(ProblemType.NOT_FOUND, missing.detail());
      case Workbench.Answer.StateChanged changed ->
          throw new Refused(ProblemType.STATE_CHANGED, changed.detail());
    };
  }
}
