package org.millrace.adapter.testkit;

import java.util.Map;
import java.util.Optional;
import org.millrace.landscape.ConfigNode;

/** The same adapter where it must log in before it sends. */
class HttpAdapterSessionConformanceTest extends HttpAdapterConformanceTest {

  private static final String LOGIN = "/login";

  @Override
  Map<String, ConfigNode> connection(String url) {
    return Map.of(
        "url",
        text(url),
        "auth",
        text("session"),
        "credential",
        text("erp"),
        "session",
        mapping(
            Map.of(
                "login", text(LOGIN),
                "token", text("cookie"),
                "body", mapping(Map.of("user", text("user"), "password", text("password"))))));
  }

  @Override
  public boolean asksFirst() {
    return true;
  }

  @Override
  public Optional<Bytes> preliminary(Received request) {
    return request.head().startsWith("POST " + LOGIN)
        ? Optional.of(
            HttpAnswers.answer(
                200, "application/json", "{}", "Set-Cookie: session=" + SECRET + "\r\n"))
        : Optional.empty();
  }
}
