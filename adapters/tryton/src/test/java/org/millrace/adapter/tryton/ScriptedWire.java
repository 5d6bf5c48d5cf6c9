package org.millrace.adapter.tryton;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.millrace.adapter.Evidence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Tryton that answers as a test says; logins are taken unless the test says otherwise. */
final class ScriptedWire implements Wire {

  /** One call as it arrived. */
  record Call(String method, JsonNode params, String authorization) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final Function<Call, Optional<Reply>> script;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /**
   * @param script answers a call; nothing leaves it to the usual login, preferences or null
   */
  ScriptedWire(Function<Call, Optional<Reply>> script) {
    this.script = script;
  }

  static Optional<Reply> answer(int status, String body) {
    return Optional.of(new Reply.Answered(status, body, Optional.empty()));
  }

  static Optional<Reply> result(String json) {
    return answer(200, "{\"id\":1,\"result\":" + json + "}");
  }

  static Optional<Reply> error(String json) {
    return answer(200, "{\"id\":1,\"error\":" + json + "}");
  }

  static Optional<Reply> silence() {
    return Optional.of(new Reply.Nothing(new Evidence.Unknown("answer-timeout", "no answer")));
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  long count(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).count();
  }

  @Override
  public Reply post(String json, Optional<String> authorization, Deadline deadline) {
    JsonNode request = JSON.readTree(json);
    Call call =
        new Call(
            request.path("method").asString(), request.path("params"), authorization.orElse(""));
    calls.add(call);
    return script.apply(call).or(() -> usual(call)).orElseThrow();
  }

  private Optional<Reply> usual(Call call) {
    return switch (call.method()) {
      case "common.db.login" -> result("[2, \"session-" + count("common.db.login") + "\"]");
      case Calls.PREFERENCES -> result("{\"company\": 1}");
      default -> result("null");
    };
  }

  @Override
  public void close() {}
}
