package org.millrace.adapter.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millrace.mapping.Expression;

/** How requests show who sends them; the secrets themselves come from the credential. */
sealed interface Auth {

  /** Not at all. */
  record None() implements Auth {}

  /** RFC 6750 with the credential's {@code token}. */
  record Bearer() implements Auth {}

  /** RFC 7617 with the credential's {@code user} and {@code password}. */
  record Basic() implements Auth {}

  /** A header with the credential's {@code key}. */
  record ApiKey(String header) implements Auth {}

  /** RFC 6749, section 4.4, with the credential's {@code client-id} and {@code client-secret}. */
  record ClientCredentials(URI tokenUrl, Optional<String> scope) implements Auth {}

  /**
   * A login that yields a cookie or a token.
   *
   * @param login address of the login
   * @param body names of the login's JSON fields, each with the credential's field that fills it
   * @param token what of the answer is the token; if there is none, its cookies are used
   * @param header carries the token
   */
  record Session(
      URI login, String method, Map<String, String> body, Optional<Expression> token, String header)
      implements Auth {
    public Session {
      body = Map.copyOf(body);
    }
  }

  /** Names of headers that carry the credential. */
  default Set<String> secretHeaders() {
    return switch (this) {
      case None ignored -> Set.of();
      case Bearer ignored -> Set.of("Authorization");
      case Basic ignored -> Set.of("Authorization");
      case ApiKey key -> Set.of(key.header());
      case ClientCredentials ignored -> Set.of("Authorization");
      case Session session -> Set.of(session.header());
    };
  }
}
