package org.millrace.adapter.tryton;

import java.util.Optional;
import java.util.OptionalInt;
import org.millrace.adapter.Evidence;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls methods of Tryton in the shared session. Thread-safe. */
final class Calls {

  static final String PREFERENCES = "model.res.user.get_preferences";

  private final Wire wire;
  private final JsonMapper json;
  private final Answers answers;
  private final Sessions sessions;

  Calls(Wire wire, JsonMapper json, Sessions sessions) {
    this.wire = wire;
    this.json = json;
    this.answers = new Answers(json);
    this.sessions = sessions;
  }

  /** The session that calls would use now, opened if there is none. */
  Sessions.Entry session(Deadline deadline) {
    return deadline.mayBegin()
        ? sessions.open(deadline)
        : new Sessions.Entry.Shut(Answer.Failed.unanswered(tooLate()));
  }

  /**
   * Calls once; a session that expired is renewed once and the call repeated, which is safe because
   * Tryton looks at the session before it looks at the call.
   *
   * @param params all arguments but the context
   * @param over fields over the user's preferences
   */
  Answer call(
      String method,
      ArrayNode params,
      Optional<ObjectNode> over,
      Transcript log,
      Deadline deadline) {
    Optional<Session> expired = Optional.empty();
    while (true) {
      if (!deadline.mayBegin()) {
        return Answer.Failed.unanswered(tooLate());
      }
      Sessions.Entry entry =
          expired.isEmpty() ? sessions.open(deadline) : sessions.renew(expired, deadline);
      Session session;
      switch (entry) {
        case Sessions.Entry.Open open -> session = open.session();
        case Sessions.Entry.Shut shut -> {
          log.nothing(method, params, shut.why());
          return shut.why();
        }
      }
      Answer answer = once(session, method, params, over, log, deadline);
      boolean isExpired =
          answer instanceof Answer.Failed failed
              && failed.status().equals(OptionalInt.of(Answers.UNAUTHORIZED));
      if (!isExpired || expired.isPresent()) {
        return answer;
      }
      expired = Optional.of(session);
    }
  }

  private Answer once(
      Session session,
      String method,
      ArrayNode params,
      Optional<ObjectNode> over,
      Transcript log,
      Deadline deadline) {
    ObjectNode context = session.context().deepCopy();
    over.ifPresent(context::setAll);
    ArrayNode all = params.deepCopy();
    all.add(context);
    ObjectNode request = json.createObjectNode().put("id", log.calls() + 1).put("method", method);
    request.set("params", all);
    Wire.Reply reply =
        wire.post(request.toString(), Optional.of(session.authorization()), deadline);
    return switch (reply) {
      case Wire.Reply.Answered answered -> {
        log.answered(method, params, answered);
        yield answers.read(answered);
      }
      case Wire.Reply.Nothing nothing -> {
        Answer.Failed failed = Answer.Failed.unanswered(nothing.evidence());
        log.nothing(method, params, failed);
        yield failed;
      }
    };
  }

  /** Asks the cheapest question that needs server, database, credential and session. */
  Answer reach(Deadline deadline) {
    ArrayNode params = json.createArrayNode().add(true);
    return call(PREFERENCES, params, Optional.empty(), new Transcript(), deadline);
  }

  private static Evidence tooLate() {
    return new Evidence.NotSent(
        "too-late", "The time for this call was over before it began", false);
  }
}
