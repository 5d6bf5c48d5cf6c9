package org.millrace.adapter.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.failure.FailureClass;
import org.millrace.landscape.Secret;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The smallest right target: HTTP/1.1 by hand, one connection per send. Its protected methods are
 * where the wrong ones differ.
 */
class SocketTarget implements Target {

  private static final int MOST_HEAD = 64 << 10;
  private static final int MOST_BODY = 1 << 20;
  private static final Duration REACH = Duration.ofSeconds(2);

  private final InetSocketAddress peer;
  private final TargetContext context;
  private volatile boolean closed;

  SocketTarget(InetSocketAddress peer, TargetContext context) {
    this.peer = peer;
    this.context = context;
  }

  @Override
  public Outcome send(Outbound outbound) {
    long begun = context.nanoTime().getAsLong();
    String body = outbound.content().toString();
    Optional<Map<String, Secret>> credential = context.credentials().find("peer");
    Evidence evidence;
    HttpReader reader = reader();
    if (closed) {
      evidence = new Evidence.NotSent("closed", "the target was closed", false);
    } else if (credential.isEmpty()) {
      evidence = new Evidence.NotSent("no-credential", "no credential named peer", false);
    } else if (!context.destinations().allow(peer.getHostString(), peer.getAddress())) {
      evidence = new Evidence.NotSent("forbidden", peer + " is no allowed destination", false);
    } else {
      evidence = call(outbound, head(outbound, body, credential.get()) + body, reader);
    }
    String secret = credential.map(fields -> fields.get("token")).map(Secret::reveal).orElse("");
    return new Outcome(
        evidence,
        new Exchange(
            Exchange.kept(redacted(head(outbound, body, Map.of()) + body, secret)),
            Exchange.kept(redacted(reader.text(), secret)),
            reader.status() == 0 ? OptionalInt.empty() : OptionalInt.of(reader.status()),
            Duration.ofNanos(context.nanoTime().getAsLong() - begun),
            JsonNodeFactory.instance.objectNode()));
  }

  private Evidence call(Outbound outbound, String request, HttpReader reader) {
    boolean connected = false;
    try (Socket socket = new Socket()) {
      Thread watch = closeAt(socket, deadline(outbound));
      try {
        socket.connect(peer);
        connected = true;
        if (context.nanoTime().getAsLong() - outbound.sendBefore() > 0) {
          return new Evidence.NotSent("late", "the deadline to send has passed", false);
        }
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        reader.read(socket.getInputStream());
        return evidence(reader);
      } finally {
        watch.interrupt();
      }
    } catch (IOException e) {
      return connected
          ? broken(e.toString())
          : new Evidence.NotSent("connect", "cannot connect to " + peer + ": " + e, true);
    }
  }

  /** Reads the answer, within limits. */
  protected HttpReader reader() {
    return new HttpReader(MOST_HEAD, MOST_BODY);
  }

  /** When the connection is closed at the latest, on the monotonic clock. */
  protected long deadline(Outbound outbound) {
    return outbound.answerBefore();
  }

  /** What is proven when the connection broke after the first byte may have left. */
  protected Evidence broken(String detail) {
    return new Evidence.Unknown("broken", detail);
  }

  /** What a readable head and its body prove. */
  protected Evidence evidence(HttpReader reader) {
    int status = reader.status();
    if (status == 429) {
      return new Evidence.NotProcessed("429", "too many requests", reader.retryAfter());
    }
    if (status >= 400 && status < 500) {
      return new Evidence.Rejected("http-" + status, "refused", FailureClass.DATA_QUALITY);
    }
    if (status == 200 && reader.isJsonObject()) {
      return new Evidence.Accepted(Optional.empty());
    }
    return new Evidence.Unknown("http-" + status, "an answer that proves nothing");
  }

  /** What is kept of a text on the wire. */
  protected String redacted(String text, String secret) {
    return secret.isEmpty() ? text : text.replace(secret, "••••");
  }

  private Thread closeAt(Socket socket, long deadline) {
    return Thread.ofVirtual()
        .start(
            () -> {
              long left = deadline - context.nanoTime().getAsLong();
              while (left > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(left);
                left = deadline - context.nanoTime().getAsLong();
              }
              if (left <= 0) {
                FaultProxy.close(socket);
              }
            });
  }

  private static String head(Outbound outbound, String body, Map<String, Secret> credential) {
    Secret token = credential.get("token");
    return String.join(
            "\r\n",
            "POST /" + outbound.operation().name().toLowerCase(Locale.ROOT) + " HTTP/1.1",
            "Host: peer",
            "Connection: close",
            "Content-Type: application/json",
            "Idempotency-Key: " + outbound.token(),
            "Authorization: Bearer " + (token == null ? "••••" : token.reveal()),
            "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length)
        + "\r\n\r\n";
  }

  @Override
  public ProbeAnswer probe(Outbound outbound) {
    Outcome outcome = send(outbound);
    return outcome.evidence() instanceof Evidence.Accepted
        ? new ProbeAnswer.Found(outbound.reference(), outcome.exchange())
        : new ProbeAnswer.Inconclusive(outcome.evidence().toString(), outcome.exchange());
  }

  @Override
  public Reachability reach() {
    try (Socket socket = new Socket()) {
      socket.connect(peer, (int) REACH.toMillis());
      return new Reachability.Reachable();
    } catch (IOException e) {
      return new Reachability.Unreachable(e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
