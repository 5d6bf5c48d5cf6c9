package org.millrace.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.millrace.access.AccessControl;
import org.millrace.access.KeyRing;
import org.millrace.access.Principal;

/** Finds out who calls, by key or by session, and refuses what browsers may be tricked into. */
final class Callers {

  private static final String BEARER = "Bearer ";
  private static final Pattern KEY =
      Pattern.compile("(mr|%6[dD]r|m%72|%6[dD]%72)(_|%5[fF])[a-z0-9]{8}(_|%5[fF])");
  private static final Set<String> KEY_PARAMETERS =
      Set.of("key", "api_key", "apikey", "access_token", "token", "authorization");

  private final AccessControl access;
  private final boolean tls;
  private final String cookieName;

  Callers(AccessControl access, boolean tls) {
    this.access = access;
    this.tls = tls;
    // The prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis, section
    // 4.1.3).
    this.cookieName = tls ? "__Host-millrace" : "millrace";
  }

  /**
   * Who calls.
   *
   * @param stillAllowed whether the key or session is still in force
   */
  record Caller(Optional<Principal> principal, BooleanSupplier stillAllowed) {
    static final Caller NOBODY = new Caller(Optional.empty(), () -> true);
  }

  /**
   * @throws Refused if a key or session is presented that is not in force
   */
  Caller of(Request request) {
    @Nullable String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (authorization != null) {
      return byKey(request, authorization);
    }
    Optional<String> session = session(request);
    Optional<Principal> person = session.flatMap(access.sessions()::find);
    if (session.isEmpty() || person.isEmpty()) {
      return Caller.NOBODY;
    }
    if (!isSafe(request.getMethod())) {
      requireSameSite(request);
    }
    return new Caller(person, () -> access.sessions().isOpen(session.get()));
  }

  private static boolean isSafe(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private Caller byKey(Request request, String authorization) {
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String key = bearer ? authorization.substring(BEARER.length()).strip() : "";
    return switch (access.keyRing().check(key)) {
      case KeyRing.Check.Known known ->
          new Caller(
              Optional.of(known.principal()),
              () -> access.keyRing().holder(known.principal().keyPrefix()).isPresent());
      case KeyRing.Check.CannotTell cannot -> throw cannotTell();
      case KeyRing.Check.Unknown unknown -> throw wrongKey(Request.getRemoteAddr(request));
    };
  }

  private Refused wrongKey(String address) {
    Optional<Duration> wait = access.throttle().mustWait(address);
    if (wait.isPresent()) {
      return tooManyFailures(wait.get());
    }
    access.throttle().failed(address);
    return unauthenticated("Bearer realm=\"millrace\", error=\"invalid_token\"");
  }

  /**
   * Checks a key that somebody signs in with.
   *
   * @throws Refused if it is not in force, or too many were wrong; in the same words for all
   *     reasons
   */
  Principal signIn(Request request, String key) {
    String address = Request.getRemoteAddr(request);
    Optional<Duration> wait = access.throttle().mustWait(address);
    if (wait.isPresent()) {
      throw tooManyFailures(wait.get());
    }
    return switch (access.keyRing().check(key)) {
      case KeyRing.Check.Known known -> known.principal();
      case KeyRing.Check.CannotTell cannot -> throw cannotTell();
      case KeyRing.Check.Unknown unknown -> throw wrongKey(address);
    };
  }

  static Refused nobody() {
    return unauthenticated("Bearer realm=\"millrace\"");
  }

  private static Refused unauthenticated(String challenge) {
    return new Refused(
        new Problem(
            ProblemType.UNAUTHENTICATED,
            "This call needs a valid API key as Authorization: Bearer mr_…, or a session",
            List.of(),
            List.of(new HttpField(HttpHeader.WWW_AUTHENTICATE, challenge))));
  }

  private static Refused tooManyFailures(Duration wait) {
    return new Refused(
        Problem.retryAfter(
            ProblemType.QUOTA_EXCEEDED,
            "Too many wrong keys came from this address; wait before the next try",
            wait.toSeconds() + 1));
  }

  private static Refused cannotTell() {
    return new Refused(
        Problem.retryAfter(
            ProblemType.TEMPORARY_REDUCED_CAPACITY,
            "The keys cannot be read at present; nothing happened",
            5));
  }

  /**
   * Makes sure that a browser's request comes from the console itself.
   *
   * @throws Refused with 403 if not
   */
  static void requireSameSite(Request request) {
    HttpFields headers = request.getHeaders();
    @Nullable String origin = headers.get(HttpHeader.ORIGIN);
    @Nullable String site = headers.get("Sec-Fetch-Site");
    boolean marked = "1".equals(headers.get("Millrace-Console"));
    boolean sameOrigin = origin == null || isOwn(origin, headers.get(HttpHeader.HOST));
    boolean sameSite = site == null || site.equals("same-origin") || site.equals("none");
    if (!marked || !sameOrigin || !sameSite) {
      throw new Refused(
          ProblemType.CROSS_SITE,
          "Changes by a session need the header Millrace-Console: 1 and the console's own origin");
    }
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    int slashes = origin.indexOf("://");
    return host != null && slashes > 0 && origin.substring(slashes + 3).equalsIgnoreCase(host);
  }

  /** Refuses a key in the address, before anything can write the address down. */
  static void refuseKeyInQuery(Request request) {
    @Nullable String query = request.getHttpURI().getQuery();
    if (query == null) {
      return;
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (KEY_PARAMETERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        throw keyInQuery();
      }
    }
    if (KEY.matcher(query).find()) {
      throw keyInQuery();
    }
  }

  private static Refused keyInQuery() {
    return new Refused(
        ProblemType.CREDENTIAL_IN_QUERY,
        "Send the key as Authorization: Bearer mr_…; replace the one in this address");
  }

  Optional<String> session(Request request) {
    if (!request.getHeaders().contains(HttpHeader.COOKIE)) {
      return Optional.empty();
    }
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(cookieName))
        .map(HttpCookie::getValue)
        .filter(value -> value != null && value.length() <= 64)
        .findFirst();
  }

  /** The header that gives a browser its session, or takes it away. */
  HttpField cookie(String session, Duration lasts) {
    String secure = tls ? "; Secure" : "";
    return new HttpField(
        HttpHeader.SET_COOKIE,
        cookieName
            + "="
            + session
            + "; Path=/; Max-Age="
            + lasts.toSeconds()
            + "; HttpOnly; SameSite=Strict"
            + secure);
  }
}
