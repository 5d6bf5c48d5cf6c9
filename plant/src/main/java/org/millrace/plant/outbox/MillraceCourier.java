package org.millrace.plant.outbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.millrace.plant.json.Json;

/** Hands messages to Millrace by HTTP: {@code POST /v1/operations/{operation}}. */
public final class MillraceCourier implements Courier {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int MAX_ANSWER = 500;

  /** The problem type that tells a missing flow from a missing node. */
  private static final String UNKNOWN_OPERATION = "unknown-operation";

  private final HttpClient client;
  private final URI millrace;
  private final ApiKeys keys;

  public MillraceCourier(URI millrace, ApiKeys keys) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    this.millrace = millrace;
    this.keys = keys;
  }

  @Override
  public SendOutcome send(BusinessMessage message) throws InterruptedException {
    String base = millrace.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/v1/operations/" + message.operation()))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + keys.of(message))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", '"' + message.idempotencyKey() + '"')
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(message.body())));
    if (message.traceparent() != null) {
      request.header("traceparent", message.traceparent());
    }
    try {
      return outcome(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return new SendOutcome.TryAgain(String.valueOf(e), Optional.empty());
    }
  }

  /** Only what tells for certain that the message itself is wrong ends the resending. */
  private static SendOutcome outcome(HttpResponse<String> response) {
    int status = response.statusCode();
    return switch (status) {
      case 200, 201, 202 -> new SendOutcome.Accepted();
      case 400, 410, 413, 415, 422 -> new SendOutcome.Refused(status, shortened(response.body()));
      case 404 ->
          response.body().contains(UNKNOWN_OPERATION)
              ? new SendOutcome.Refused(status, shortened(response.body()))
              : new SendOutcome.TryAgain("HTTP " + status, retryAfter(response));
      default -> new SendOutcome.TryAgain("HTTP " + status, retryAfter(response));
    };
  }

  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(Long::parseLong)
        .map(Duration::ofSeconds);
  }

  private static String shortened(String answer) {
    return answer.length() <= MAX_ANSWER ? answer : answer.substring(0, MAX_ANSWER) + "…";
  }
}
