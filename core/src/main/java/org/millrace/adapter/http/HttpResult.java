package org.millrace.adapter.http;

import java.util.List;
import java.util.Optional;

/** What became of one HTTP request. */
public sealed interface HttpResult {

  HttpRecord record();

  /**
   * No byte of the request left.
   *
   * @param code stable, such as {@code connection-refused}
   * @param detail for a person
   * @param outage whether nobody could get through at present, as against a passing hitch
   */
  record NotSent(String code, String detail, boolean outage, HttpRecord record)
      implements HttpResult {}

  /**
   * A byte of the request may have left, and no complete answer came. Proves nothing.
   *
   * @param code stable, such as {@code answer-timeout}
   * @param detail for a person
   */
  record NoAnswer(String code, String detail, HttpRecord record) implements HttpResult {}

  /**
   * A complete answer, or the first part of one that is too long.
   *
   * @param body at most {@link HttpCaller#MOST_ANSWER} bytes, as they came
   * @param cut whether the body went on; such a body must not be interpreted
   */
  record Answer(int status, List<HttpField> headers, HttpBody body, boolean cut, HttpRecord record)
      implements HttpResult {

    public Answer {
      headers = List.copyOf(headers);
    }

    /** The first value of a header, by its name in any case. */
    public Optional<String> header(String name) {
      return headers.stream()
          .filter(field -> field.name().equalsIgnoreCase(name))
          .map(HttpField::value)
          .findFirst();
    }
  }
}
