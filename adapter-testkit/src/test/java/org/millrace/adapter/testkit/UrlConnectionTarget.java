package org.millrace.adapter.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.TargetContext;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What everybody writes first. The JDK's old client posts a second time, unasked, when the peer
 * closes after reading; that is why the product bans it and why the suite exists.
 */
final class UrlConnectionTarget extends SocketTarget {

  private final InetSocketAddress peer;

  UrlConnectionTarget(InetSocketAddress peer, TargetContext context) {
    super(peer, context);
    this.peer = peer;
  }

  @Override
  public Outcome send(Outbound outbound) {
    String body = outbound.content().toString();
    return new Outcome(
        post(body),
        new Exchange(
            body, "", OptionalInt.empty(), Duration.ZERO, JsonNodeFactory.instance.objectNode()));
  }

  private Evidence post(String body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + peer.getPort() + "/").toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setConnectTimeout(5_000);
      connection.setReadTimeout(5_000);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      int status = connection.getResponseCode();
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      } finally {
        connection.disconnect();
      }
      return status == 200
          ? new Evidence.Accepted(Optional.empty())
          : new Evidence.Unknown("http-" + status, "");
    } catch (IOException e) {
      return new Evidence.Unknown("broken", e.toString());
    }
  }
}
