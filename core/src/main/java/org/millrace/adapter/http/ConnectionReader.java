package org.millrace.adapter.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.ConfigReader;
import org.millrace.landscape.Problems;
import org.millrace.mapping.Expression;

/** Reads a system's connection and reports every mistake in it. */
final class ConnectionReader {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final String COOKIE = "cookie";

  private final ConfigReader in;
  private final Problems problems;
  private final Declared declared;

  private ConnectionReader(ConfigNode.Mapping connection, Declared declared) {
    this.problems = declared.problems();
    this.in = new ConfigReader(connection, problems);
    this.declared = declared;
  }

  /** The forms of authentication, as {@code auth} names them. */
  enum Kind {
    NONE,
    BEARER,
    BASIC,
    API_KEY,
    OAUTH2_CLIENT_CREDENTIALS,
    SESSION
  }

  /** Nothing only if a problem was reported. */
  static Optional<Connection> read(ConfigNode.Mapping connection, Declared declared) {
    return new ConnectionReader(connection, declared).read();
  }

  private Optional<Connection> read() {
    Optional<URI> url = address(in, "url");
    Kind kind = in.choice("auth", Kind.class, Kind.NONE);
    Optional<String> credential = in.optionalText("credential");
    if (kind != Kind.NONE && credential.isEmpty()) {
      problems.add(in.at(), "`credential` is missing", "name the credential that `auth` needs");
    }
    ConfigReader timeouts = in.section("timeouts");
    Duration connect = wait(timeouts, "connect", CallerSettings.CONNECT);
    Duration lease = wait(timeouts, "lease", CallerSettings.LEASE);
    timeouts.finish();
    Optional<String> truststore = in.optionalText("truststore");
    truststore.ifPresent(this::checkTrust);
    Optional<String> ping = path(in, "ping");
    String header = in.text("header", "X-API-Key");
    checkHeader(in, "header", header);
    ConfigReader oauth2 = in.section("oauth2");
    ConfigReader session = in.section("session");
    Optional<Auth> auth =
        url.flatMap(
            base ->
                switch (kind) {
                  case NONE -> Optional.of(new Auth.None());
                  case BEARER -> Optional.of(new Auth.Bearer());
                  case BASIC -> Optional.of(new Auth.Basic());
                  case API_KEY -> Optional.of(new Auth.ApiKey(header));
                  case OAUTH2_CLIENT_CREDENTIALS -> clientCredentials(oauth2);
                  case SESSION -> session(session, base);
                });
    if (kind == Kind.OAUTH2_CLIENT_CREDENTIALS || in.node("oauth2").isPresent()) {
      oauth2.finish();
    }
    in.finish();
    return auth.flatMap(
        a ->
            url.map(
                u ->
                    new Connection(u, a, credential.orElse(""), connect, lease, truststore, ping)));
  }

  private Optional<Auth> clientCredentials(ConfigReader oauth2) {
    Optional<String> scope = oauth2.optionalText("scope");
    return address(oauth2, "token-url").map(url -> new Auth.ClientCredentials(url, scope));
  }

  private Optional<Auth> session(ConfigReader session, URI base) {
    Optional<String> login = path(session, "login");
    if (login.isEmpty()) {
      problems.add(session.at(), "`session.login` is missing", "add the path of the login");
    }
    String method = session.text("method", "POST");
    if (!method.matches("[A-Z]{1,20}")) {
      problems.add(session.at("method"), "`" + method + "` is no method");
    }
    Map<String, String> body = session.textMap("body");
    String token = session.text("token", COOKIE);
    Optional<Expression> expression =
        token.equals(COOKIE) ? Optional.empty() : declared.compile(token, session.at("token"));
    String header = session.text("header", expression.isPresent() ? "Authorization" : "Cookie");
    checkHeader(session, "header", header);
    session.finish();
    return login.map(
        path -> {
          URI at =
              new Connection(
                      base,
                      new Auth.None(),
                      "",
                      Duration.ZERO,
                      Duration.ZERO,
                      Optional.empty(),
                      Optional.empty())
                  .at(path);
          return new Auth.Session(
              at,
              method,
              body.isEmpty() ? Map.of("user", "user", "password", "password") : body,
              expression,
              header);
        });
  }

  private Optional<URI> address(ConfigReader reader, String key) {
    String text = reader.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      if (HttpCall.isTarget(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // reported below, together with what is an address but not one to call
    }
    problems.add(
        reader.at(key),
        "`" + text + "` is no address that can be called",
        "write http:// or https:// with a host, without user, query and fragment");
    return Optional.empty();
  }

  private Optional<String> path(ConfigReader reader, String key) {
    Optional<String> path = reader.optionalText(key);
    path.filter(text -> !text.matches("/[A-Za-z0-9/._~%?=&-]*") || RequestBuilder.climbs(text))
        .ifPresent(
            text ->
                problems.add(
                    reader.at(key), "`" + text + "` is no path", "begin with `/` as in /health"));
    return path.filter(text -> text.matches("/[A-Za-z0-9/._~%?=&-]*"));
  }

  private Duration wait(ConfigReader timeouts, String key, Duration otherwise) {
    Duration wait = timeouts.duration(key, otherwise);
    if (wait.toMillis() < 1 || wait.compareTo(LONGEST_WAIT) > 0) {
      problems.add(timeouts.at(key), "`" + key + "` must be from PT0.001S to " + LONGEST_WAIT);
      return otherwise;
    }
    return wait;
  }

  private void checkHeader(ConfigReader reader, String key, String name) {
    if (!HttpField.isName(name)) {
      problems.add(reader.at(key), "`" + name + "` cannot be set as a header");
    }
  }

  private void checkTrust(String file) {
    try {
      TrustedCertificates.context(file);
    } catch (IOException | GeneralSecurityException e) {
      problems.add(
          in.at("truststore"),
          "`" + file + "` cannot be read as certificates: " + e.getMessage(),
          "name a file with one or more certificates in PEM form");
    }
  }
}
