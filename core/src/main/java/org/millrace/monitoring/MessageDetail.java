package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;

/**
 * A message with all that happened to it.
 *
 * @param size bytes of the document as it came
 * @param callback what its sender is told of it, if it asked for that
 * @param timeline everything in order of time
 */
public record MessageDetail(
    @JsonUnwrapped @JsonIgnoreProperties("deliveries") MessageItem item,
    String contract,
    int landscapeVersion,
    Optional<String> traceparent,
    int size,
    List<Delivery> deliveries,
    Optional<Callback> callback,
    List<Entry> timeline) {

  public MessageDetail {
    deliveries = List.copyOf(deliveries);
    timeline = List.copyOf(timeline);
  }

  /**
   * One delivery.
   *
   * @param token what the target can recognise a repetition by
   * @param reference the document's number in the target
   * @param settleUntil when the target will be asked whether it has it
   */
  public record Delivery(
      String id,
      int step,
      String system,
      String operation,
      DeliveryState state,
      BusinessStatus business,
      Optional<Instant> nextAt,
      long behind,
      Optional<String> blockedBy,
      Optional<String> blockedByKey,
      @JsonProperty("case") Optional<Long> caseNumber,
      String token,
      Optional<String> reference,
      Optional<String> cause,
      Optional<Instant> settleUntil,
      Explanation explanation,
      List<Attempt> attempts) {

    public Delivery {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * A delivery in plain words.
   *
   * @param where it is
   * @param why it is there
   * @param next what happens next, and when
   * @param holder who has to act
   */
  public record Explanation(String where, String why, String next, String holder) {}

  /**
   * What the sender is told.
   *
   * @param endpoint the declared destination that is called
   */
  public record Callback(String endpoint, List<Webhook> webhooks) {
    public Callback {
      webhooks = List.copyOf(webhooks);
    }
  }

  /**
   * One webhook.
   *
   * @param event its type, such as {@code message.completed}
   * @param state {@code due}, {@code delivered}, {@code given-up}, {@code kept-back} or {@code
   *     superseded}
   * @param status the last answer's
   * @param detail what the last try came to, if it was not taken
   */
  public record Webhook(
      String event,
      String state,
      Instant occurredAt,
      int tries,
      Optional<Instant> nextAt,
      Optional<Integer> status,
      Optional<String> detail) {}

  /**
   * One attempt; {@code request} and {@code response} are redacted and cut already.
   *
   * @param contentVersion of the document that it sent or asked about; 1 is what came
   */
  public record Attempt(
      int number,
      String kind,
      Instant startedAt,
      double tookMs,
      Optional<Integer> status,
      String evidence,
      Optional<String> failureClass,
      Optional<String> code,
      Optional<String> detail,
      Optional<String> decision,
      String request,
      String response,
      String token,
      int contentVersion) {}

  /**
   * One thing that happened.
   *
   * @param kind {@code accepted}, {@code attempt} or {@code transition}
   * @param text what happened, for a person
   */
  public record Entry(
      Instant at,
      Optional<Integer> step,
      String kind,
      Optional<String> from,
      Optional<String> to,
      Optional<String> cause,
      String actor,
      String text,
      Optional<Integer> attempt) {}
}
