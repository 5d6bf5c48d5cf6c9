package org.millrace.adapter.tryton;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.http.HttpCall;
import org.millrace.adapter.http.HttpCaller;
import org.millrace.adapter.http.HttpField;
import org.millrace.adapter.http.HttpResult;

/** HTTP to one Tryton. */
final class HttpWire implements Wire {

  /** Longest wait that a Retry-After may ask for. */
  private static final int MOST_DIGITS = 6;

  private final URI address;
  private final HttpCaller caller;

  HttpWire(URI address, HttpCaller caller) {
    this.address = address;
    this.caller = caller;
  }

  @Override
  public Reply post(String json, Optional<String> authorization, Deadline deadline) {
    List<HttpField> headers = new ArrayList<>();
    // Tryton compares the type as a whole: a charset behind it would make the call unknown.
    headers.add(new HttpField("Content-Type", "application/json"));
    headers.add(new HttpField("Accept", "application/json"));
    authorization.ifPresent(value -> headers.add(new HttpField("Authorization", value)));
    HttpCall call =
        new HttpCall("POST", address, headers, Optional.of(json.getBytes(StandardCharsets.UTF_8)));
    return switch (caller.call(call, deadline.sendBefore(), deadline.answerBefore())) {
      case HttpResult.NotSent it ->
          new Reply.Nothing(new Evidence.NotSent(it.code(), it.detail(), it.outage()));
      case HttpResult.NoAnswer it ->
          new Reply.Nothing(new Evidence.Unknown(it.code(), it.detail()));
      case HttpResult.Answer it when it.cut() ->
          new Reply.Nothing(
              new Evidence.Unknown(
                  "answer-too-long",
                  "Tryton's answer is longer than " + HttpCaller.MOST_ANSWER + " bytes"));
      case HttpResult.Answer it ->
          new Reply.Answered(it.status(), it.body().text(), retryAfter(it));
    };
  }

  /** RFC 9110, section 10.2.3, in seconds; a date or what makes no sense is ignored. */
  private static Optional<Duration> retryAfter(HttpResult.Answer answer) {
    return answer
        .header("Retry-After")
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1," + MOST_DIGITS + "}"))
        .map(text -> Duration.ofSeconds(Integer.parseInt(text)));
  }

  @Override
  public void close() {
    caller.close();
  }
}
