package org.millrace.adapter.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.http.Keyring.Fetched;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.Secret;
import org.millrace.mapping.EvaluationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gets access to one target by its declared kind of authentication. Thread-safe. */
final class AccessSource implements Keyring.Source {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** A static secret is read anew after this, and whenever it is refused. */
  private static final Duration SECRET_VALID = Duration.ofHours(1);

  /** A session is opened anew after this, and whenever it is refused. */
  private static final Duration SESSION_VALID = Duration.ofMinutes(30);

  /** A token whose life the server does not tell. */
  private static final long TOKEN_SECONDS = 300;

  private static final long MOST_TOKEN_SECONDS = 24 * 3600;

  /** Nobody asks again for this long after a failure, however many requests wait. */
  private static final Duration FAILURE_VALID = Duration.ofSeconds(1);

  private final Auth auth;
  private final String credential;
  private final Credentials credentials;
  private final HttpCaller caller;

  AccessSource(Connection connection, Credentials credentials, HttpCaller caller) {
    this.auth = connection.auth();
    this.credential = connection.credential();
    this.credentials = credentials;
    this.caller = caller;
  }

  @Override
  public Fetched fetch(long sendBefore, long answerBefore) {
    if (auth instanceof Auth.None) {
      return new Fetched(new Access.Granted(List.of()), SECRET_VALID);
    }
    Optional<Map<String, Secret>> found = credentials.find(credential);
    if (found.isEmpty()) {
      return denied("credential-missing", "The credential `" + credential + "` is not there");
    }
    try {
      Fields fields = new Fields(credential, found.get());
      return switch (auth) {
        case Auth.None ignored -> throw new IllegalStateException("handled above");
        case Auth.Bearer ignored -> secret("Authorization", "Bearer " + fields.get("token"));
        case Auth.Basic ignored ->
            secret("Authorization", basic(fields.get("user"), fields.get("password")));
        case Auth.ApiKey key -> secret(key.header(), fields.get("key"));
        case Auth.ClientCredentials client -> token(client, fields, sendBefore, answerBefore);
        case Auth.Session session -> session(session, fields, sendBefore, answerBefore);
      };
    } catch (UnbuildableException e) {
      return denied("credential-incomplete", e.reason());
    }
  }

  private record Fields(String credential, Map<String, Secret> secrets) {
    String get(String name) throws UnbuildableException {
      Secret secret = secrets.get(name);
      if (secret == null) {
        throw new UnbuildableException(
            "The credential `" + credential + "` has no field `" + name + "`");
      }
      return secret.reveal();
    }
  }

  private static Fetched secret(String header, String value) throws UnbuildableException {
    return new Fetched(granted(header, value), SECRET_VALID);
  }

  private static Access granted(String header, String value) throws UnbuildableException {
    if (!HttpField.isValue(value)) {
      throw new UnbuildableException("The credential has a character that headers cannot carry");
    }
    return new Access.Granted(List.of(new HttpField(header, value)));
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private Fetched token(
      Auth.ClientCredentials client, Fields fields, long sendBefore, long answerBefore)
      throws UnbuildableException {
    String form =
        "grant_type=client_credentials"
            + client.scope().map(scope -> "&scope=" + formEncoded(scope)).orElse("");
    HttpCall call =
        new HttpCall(
            "POST",
            client.tokenUrl(),
            List.of(
                new HttpField("Accept", "application/json"),
                new HttpField("Content-Type", "application/x-www-form-urlencoded"),
                new HttpField(
                    "Authorization",
                    basic(
                        formEncoded(fields.get("client-id")),
                        formEncoded(fields.get("client-secret"))))),
            Optional.of(form.getBytes(StandardCharsets.UTF_8)));
    return switch (caller.call(call, sendBefore, answerBefore)) {
      case HttpResult.NotSent e -> unavailable("token", e.code(), e.detail(), e.outage());
      case HttpResult.NoAnswer e -> unavailable("token", e.code(), e.detail(), false);
      case HttpResult.Answer answer -> token(Reading.of(answer));
    };
  }

  private static Fetched token(Reading reading) throws UnbuildableException {
    String token = reading.body().path("access_token").asString("");
    if (!reading.isSuccess() || token.isEmpty()) {
      return refused("token", reading);
    }
    long seconds = reading.body().path("expires_in").asLong(TOKEN_SECONDS);
    // A tenth earlier: the token must still hold when the request arrives.
    long valid = Math.clamp(seconds, 1, MOST_TOKEN_SECONDS) * 900;
    return new Fetched(granted("Authorization", "Bearer " + token), Duration.ofMillis(valid));
  }

  private Fetched session(Auth.Session session, Fields fields, long sendBefore, long answerBefore)
      throws UnbuildableException {
    Map<String, String> body = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : session.body().entrySet()) {
      body.put(entry.getKey(), fields.get(entry.getValue()));
    }
    HttpCall call =
        new HttpCall(
            session.method(),
            session.login(),
            List.of(
                new HttpField("Accept", "application/json"),
                new HttpField("Content-Type", "application/json")),
            Optional.of(JSON.writeValueAsBytes(body)));
    return switch (caller.call(call, sendBefore, answerBefore)) {
      case HttpResult.NotSent e -> unavailable("login", e.code(), e.detail(), e.outage());
      case HttpResult.NoAnswer e -> unavailable("login", e.code(), e.detail(), false);
      case HttpResult.Answer answer -> session(session, Reading.of(answer));
    };
  }

  private static Fetched session(Auth.Session session, Reading reading)
      throws UnbuildableException {
    String value = session.token().isPresent() ? token(session, reading) : cookies(reading);
    if (!reading.isSuccess() || value.isEmpty()) {
      return refused("login", reading);
    }
    boolean bearer =
        session.token().isPresent() && session.header().equalsIgnoreCase("Authorization");
    return new Fetched(
        granted(session.header(), bearer ? "Bearer " + value : value), SESSION_VALID);
  }

  private static String token(Auth.Session session, Reading reading) {
    try {
      JsonNode value = session.token().orElseThrow().evaluate(reading.facts());
      return value.isString() ? value.asString() : "";
    } catch (EvaluationException e) {
      return "";
    }
  }

  private static String cookies(Reading reading) {
    List<String> pairs = new ArrayList<>();
    for (HttpField field : reading.answer().headers()) {
      if (field.name().equalsIgnoreCase("Set-Cookie")) {
        pairs.add(field.value().split(";", 2)[0].trim());
      }
    }
    return String.join("; ", pairs);
  }

  private static String formEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Fetched refused(String what, Reading reading) {
    int status = reading.status();
    return status == 400 || status == 401 || status == 403
        ? denied("credentials-refused", "The " + what + " was refused with status " + status)
        : unavailable(what, "http-" + status, "status " + status, status >= 500 || status == 429);
  }

  private static Fetched unavailable(String what, String code, String detail, boolean outage) {
    String told = "No " + what + ", so nothing was sent: " + detail;
    return new Fetched(new Access.Denied(new Evidence.NotSent(code, told, outage)), FAILURE_VALID);
  }

  private static Fetched denied(String code, String detail) {
    return new Fetched(new Access.Denied(new Evidence.NotSent(code, detail, true)), FAILURE_VALID);
  }
}
