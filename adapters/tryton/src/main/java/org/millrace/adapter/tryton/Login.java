package org.millrace.adapter.tryton;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.millrace.adapter.Evidence;
import org.millrace.landscape.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens a session: the login itself, then the user's preferences, which every call must carry. */
final class Login {

  /** What the credential must have. */
  static final List<String> FIELDS = List.of("user", "password");

  /** Codes after which the same credential is not tried again at once. */
  static final Set<String> REFUSED = Set.of("login-refused", "login-throttled");

  private final Wire wire;
  private final JsonMapper json;
  private final Answers answers;
  private final Connection connection;

  Login(Wire wire, JsonMapper json, Connection connection) {
    this.wire = wire;
    this.json = json;
    this.answers = new Answers(json);
    this.connection = connection;
  }

  Sessions.Entry logIn(Map<String, Secret> credential, long number, Deadline deadline) {
    String user = reveal(credential, "user");
    ObjectNode request = request("common.db.login");
    request
        .withArray("params")
        .add(user)
        .add(json.createObjectNode().put("password", reveal(credential, "password")))
        .add(connection.language());
    Answer answer = call(request, Optional.empty(), deadline);
    return switch (answer) {
      case Answer.Failed failed -> new Sessions.Entry.Shut(refused(failed, user));
      case Answer.Result result when result.value().isArray() && result.value().size() == 2 ->
          withPreferences(user, result.value(), number, deadline);
      case Answer.Result ignored ->
          new Sessions.Entry.Shut(
              Answer.Failed.unanswered(
                  new Evidence.NotSent("login-refused", "Tryton opened no session", true)));
    };
  }

  private Sessions.Entry withPreferences(
      String user, JsonNode login, long number, Deadline deadline) {
    String plain = user + ":" + login.get(0).asString() + ":" + login.get(1).asString();
    String authorization =
        "Session " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    ObjectNode request = request("model.res.user.get_preferences");
    request.withArray("params").add(true).add(json.createObjectNode());
    Answer answer = call(request, Optional.of(authorization), deadline);
    return switch (answer) {
      case Answer.Failed failed -> new Sessions.Entry.Shut(refused(failed, user));
      case Answer.Result result ->
          new Sessions.Entry.Open(
              new Session(number, login.get(0).asLong(0), authorization, context(result.value())));
    };
  }

  /** The declared fields are read as JSON where they are JSON, so that numbers stay numbers. */
  private ObjectNode context(JsonNode preferences) {
    ObjectNode context =
        preferences instanceof ObjectNode object ? object.deepCopy() : json.createObjectNode();
    connection.context().forEach((name, text) -> context.set(name, declared(text)));
    return context;
  }

  private JsonNode declared(String text) {
    try {
      return json.readTree(text);
    } catch (tools.jackson.core.JacksonException e) {
      return json.getNodeFactory().stringNode(text);
    }
  }

  /** A login changes no business data, so no answer to it is proof that nothing was processed. */
  private static Answer.Failed refused(Answer.Failed failed, String user) {
    Evidence evidence =
        switch (failed.evidence()) {
          case Evidence.NotSent notSent when notSent.code().equals("session-refused") ->
              new Evidence.NotSent(
                  "login-refused", "Tryton refused the user `" + user + "` or the password", true);
          case Evidence.NotSent notSent -> notSent;
          case Evidence.NotProcessed ignored ->
              new Evidence.NotSent(
                  "login-throttled", "Tryton takes no further login of `" + user + "`", true);
          case Evidence.Rejected rejected ->
              // Not its text: a server could repeat the password in it.
              new Evidence.NotSent(
                  "login-refused", "Tryton refused the login: " + rejected.code(), true);
          case Evidence.Unknown unknown ->
              new Evidence.NotSent(
                  "login-failed", "No session was opened: " + unknown.code(), false);
          case Evidence.Accepted ignored ->
              throw new IllegalStateException("a failed call cannot be accepted");
        };
    return new Answer.Failed(evidence, failed.status(), failed.error());
  }

  private Answer call(ObjectNode request, Optional<String> authorization, Deadline deadline) {
    return switch (wire.post(request.toString(), authorization, deadline)) {
      case Wire.Reply.Answered answered -> answers.read(answered);
      case Wire.Reply.Nothing nothing ->
          new Answer.Failed(nothing.evidence(), OptionalInt.empty(), Optional.empty());
    };
  }

  private ObjectNode request(String method) {
    return json.createObjectNode().put("id", 0).put("method", method);
  }

  private static String reveal(Map<String, Secret> credential, String field) {
    Secret secret = credential.get(field);
    return secret == null ? "" : secret.reveal();
  }
}
