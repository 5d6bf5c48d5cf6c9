package org.millrace.adapter.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.failure.FailureClass;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A target that speaks JSON over HTTP. Thread-safe. */
final class HttpTarget implements Target {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** Longest wait for the answer to a ping. */
  private static final Duration PING = Duration.ofSeconds(5);

  private final Connection connection;
  private final Map<String, OperationSettings> operations;
  private final HttpCaller caller;
  private final TargetContext context;
  private final Keyring keyring;
  private final RequestBuilder requests;
  private final Judgement judgement;

  HttpTarget(
      Connection connection,
      Map<String, OperationSettings> operations,
      HttpCaller caller,
      TargetContext context) {
    this.connection = connection;
    this.operations = Map.copyOf(operations);
    this.caller = caller;
    this.context = context;
    this.keyring =
        new Keyring(
            new AccessSource(connection, context.credentials(), caller), context.nanoTime());
    this.requests = new RequestBuilder(connection.url(), connection.auth().secretHeaders());
    this.judgement = new Judgement(context.clock());
  }

  @Override
  public Outcome send(Outbound outbound) {
    OperationSettings operation = settings(outbound);
    HttpCall call;
    try {
      call = requests.build(outbound, operation);
    } catch (UnbuildableException e) {
      return new Outcome(
          new Evidence.Rejected(
              "request-unbuildable",
              "The document does not fit the request: " + e.reason(),
              FailureClass.DATA_QUALITY),
          nothing());
    }
    return switch (admitted(call, outbound.sendBefore(), outbound.answerBefore())) {
      case Reply.Denied denied -> new Outcome(denied.evidence(), denied.exchange());
      case Reply.Came came ->
          switch (came.result()) {
            case HttpResult.NotSent e ->
                new Outcome(
                    new Evidence.NotSent(e.code(), e.detail(), e.outage()), exchange(e.record()));
            case HttpResult.NoAnswer e ->
                new Outcome(new Evidence.Unknown(e.code(), e.detail()), exchange(e.record()));
            case HttpResult.Answer answer -> {
              Reading reading = Reading.of(answer);
              yield new Outcome(judgement.of(reading, operation, outbound), exchange(reading));
            }
          };
    };
  }

  @Override
  public ProbeAnswer probe(Outbound outbound) {
    OperationSettings operation = settings(outbound);
    HttpCall call;
    try {
      call = requests.build(outbound, operation);
    } catch (UnbuildableException e) {
      return new ProbeAnswer.Inconclusive("The question cannot be put: " + e.reason(), nothing());
    }
    return switch (admitted(call, outbound.sendBefore(), outbound.answerBefore())) {
      case Reply.Denied denied ->
          ProbeAnswer.unanswered(denied.evidence(), denied.evidence().detail(), denied.exchange());
      case Reply.Came came ->
          switch (came.result()) {
            case HttpResult.NotSent e ->
                ProbeAnswer.unanswered(
                    new Evidence.NotSent(e.code(), e.detail(), e.outage()),
                    e.detail(),
                    exchange(e.record()));
            case HttpResult.NoAnswer e ->
                new ProbeAnswer.Inconclusive(e.detail(), exchange(e.record()));
            case HttpResult.Answer answer -> {
              Reading reading = Reading.of(answer);
              yield ProbeJudgement.of(reading, exchange(reading), operation, outbound);
            }
          };
    };
  }

  @Override
  public Reachability reach() {
    long now = context.nanoTime().getAsLong();
    long sendBefore = now + connection.connect().toNanos();
    long answerBefore = sendBefore + PING.toNanos();
    if (connection.ping().isEmpty()) {
      return keyring.current(sendBefore, answerBefore) instanceof Access.Denied denied
          ? new Reachability.Unreachable(denied.evidence().detail())
          : connects();
    }
    HttpCall call =
        new HttpCall(
            "GET",
            connection.at(connection.ping().get()),
            List.of(),
            Optional.empty(),
            connection.auth().secretHeaders());
    return switch (admitted(call, sendBefore, answerBefore)) {
      case Reply.Denied denied -> new Reachability.Unreachable(denied.evidence().detail());
      case Reply.Came came ->
          switch (came.result()) {
            case HttpResult.NotSent e -> new Reachability.Unreachable(e.detail());
            case HttpResult.NoAnswer e -> new Reachability.Unreachable(e.detail());
            case HttpResult.Answer answer ->
                answer.status() >= 500
                    ? new Reachability.Unreachable("The ping got status " + answer.status())
                    : new Reachability.Reachable();
          };
    };
  }

  @Override
  public void close() {
    caller.close();
  }

  /** What became of a request that had to show its access. */
  private sealed interface Reply {
    record Denied(Evidence.NotSent evidence, Exchange exchange) implements Reply {}

    record Came(HttpResult result) implements Reply {}
  }

  /**
   * Sends with the access at hand. A target that says 401 or 403 did not process the request, so
   * that one may be sent once more if there is another access to show.
   */
  private Reply admitted(HttpCall call, long sendBefore, long answerBefore) {
    return switch (keyring.current(sendBefore, answerBefore)) {
      case Access.Denied denied -> new Reply.Denied(denied.evidence(), nothing());
      case Access.Granted granted -> {
        HttpResult result = caller.call(granted.in(call), sendBefore, answerBefore);
        if (isRefused(result)
            && keyring.renewed(granted, sendBefore, answerBefore) instanceof Access.Granted other
            && !other.equals(granted)) {
          result = caller.call(other.in(call), sendBefore, answerBefore);
        }
        yield result instanceof HttpResult.Answer answer && answer.status() == UNAUTHORIZED
            ? refused(answer)
            : new Reply.Came(result);
      }
    };
  }

  private boolean isRefused(HttpResult result) {
    if (!(result instanceof HttpResult.Answer answer)) {
      return false;
    }
    boolean renewable =
        connection.auth() instanceof Auth.ClientCredentials
            || connection.auth() instanceof Auth.Session;
    return answer.status() == UNAUTHORIZED || (renewable && answer.status() == FORBIDDEN);
  }

  private static Reply refused(HttpResult.Answer answer) {
    return new Reply.Denied(
        new Evidence.NotSent(
            "credentials-refused",
            "The target does not accept the credentials (status 401); nothing was processed",
            true),
        exchange(Reading.of(answer)));
  }

  private Reachability connects() {
    URI url = connection.url();
    int port =
        url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    String problem = "";
    try {
      for (InetSocketAddress address :
          new CheckedResolver(context.destinations(), connection.connect())
              .resolve(url.getHost(), port)) {
        try (Socket socket = new Socket()) {
          socket.connect(address, Math.toIntExact(connection.connect().toMillis()));
          return new Reachability.Reachable();
        } catch (IOException e) {
          problem = address + ": " + e.getMessage();
        }
      }
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
    }
    return new Reachability.Unreachable("No connection: " + problem);
  }

  private OperationSettings settings(Outbound outbound) {
    OperationSettings settings = operations.get(outbound.operation().name());
    if (settings == null) {
      throw new IllegalArgumentException(
          "the system has no operation " + outbound.operation().name());
    }
    return settings;
  }

  private static Exchange exchange(Reading reading) {
    HttpRecord record = reading.answer().record();
    return new Exchange(
        record.request(),
        record.response(),
        OptionalInt.of(reading.status()),
        record.took(),
        reading.facts());
  }

  private static Exchange exchange(HttpRecord record) {
    return new Exchange(
        record.request(), record.response(), OptionalInt.empty(), record.took(), noFacts());
  }

  private static Exchange nothing() {
    return new Exchange("", "", OptionalInt.empty(), Duration.ZERO, noFacts());
  }

  private static ObjectNode noFacts() {
    return JsonNodeFactory.instance.objectNode();
  }
}
