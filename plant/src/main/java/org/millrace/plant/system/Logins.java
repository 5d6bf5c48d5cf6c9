package org.millrace.plant.system;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.PathTemplate;
import org.millrace.plant.http.Reply;
import org.millrace.plant.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ways to get a ticket: OAuth2 client credentials at the ERP (RFC 6749, 4.4), a login at the
 * WMS.
 */
final class Logins {
  private static final String TOKEN = "oauth-token";
  private static final String LOGIN = "login";

  private final Tickets tickets;

  Logins(Tickets tickets) {
    this.tickets = tickets;
  }

  static boolean isLogin(Operation operation) {
    return operation.name().equals(TOKEN) || operation.name().equals(LOGIN);
  }

  Operation erpToken() {
    return new Operation.Lookup(
        TOKEN, "POST", PathTemplate.of("/erp/oauth/token"), (call, places) -> token(call));
  }

  Operation wmsLogin() {
    return new Operation.Lookup(
        LOGIN, "POST", PathTemplate.of("/wms/login"), (call, places) -> login(call));
  }

  private Reply.Answer token(Call call) {
    Map<String, String> form = form(call);
    Optional<String> posted =
        Optional.ofNullable(form.get("client_id"))
            .map(id -> id + ":" + form.getOrDefault("client_secret", ""));
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return Reply.json(400, Map.of("error", "unsupported_grant_type"));
    }
    if (!Doors.is(Doors.ERP_CLIENT, call.basic().or(() -> posted))) {
      return Reply.json(401, Map.of("error", "invalid_client"))
          .with("WWW-Authenticate", "Basic realm=\"erp\"");
    }
    return Reply.json(
            200,
            Map.of(
                "access_token",
                tickets.issue(Doors.ERP_SCOPE),
                "token_type",
                "Bearer",
                "expires_in",
                tickets.lifetime().toSeconds()))
        .with("Cache-Control", "no-store");
  }

  private Reply.Answer login(Call call) {
    ObjectNode body = call.json().orElse(Json.object());
    String given =
        Json.string(body, "user").orElse("") + ":" + Json.string(body, "password").orElse("");
    if (!Doors.is(Doors.WMS_LOGIN, Optional.of(given))) {
      return Reply.error(401, "unauthorized", "User or password is wrong.");
    }
    String session = tickets.issue(Doors.WMS_SCOPE);
    return Reply.json(200, Map.of("session", session, "expiresIn", tickets.lifetime().toSeconds()))
        .with("Set-Cookie", Doors.SESSION_COOKIE + "=" + session + "; Path=/wms; HttpOnly");
  }

  private static Map<String, String> form(Call call) {
    Map<String, String> form = new HashMap<>();
    String text = new String(call.body().octets(), StandardCharsets.UTF_8);
    for (String pair : List.of(text.split("&", -1))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
