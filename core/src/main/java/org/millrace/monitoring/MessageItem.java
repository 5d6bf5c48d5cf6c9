package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;

/**
 * A message in a list.
 *
 * @param state the state of the delivery that hurts most
 * @param summary where it is and what it waits for, for a person
 */
public record MessageItem(
    String id,
    Instant acceptedAt,
    String flow,
    String title,
    String object,
    String businessKey,
    Optional<String> orderKey,
    String sender,
    String correlationId,
    DeliveryState state,
    StateGroup group,
    BusinessStatus business,
    String summary,
    List<Delivery> deliveries) {

  public MessageItem {
    deliveries = List.copyOf(deliveries);
  }

  /**
   * One delivery.
   *
   * @param nextAt when it goes on by itself, if that is known
   * @param behind how many later ones of its order key wait for it; counted to a limit
   * @param blockedBy id of the delivery that it waits for
   * @param blockedByKey that one's business key
   */
  public record Delivery(
      String id,
      int step,
      String system,
      String operation,
      DeliveryState state,
      BusinessStatus business,
      int attempts,
      Optional<Instant> nextAt,
      long behind,
      Optional<String> blockedBy,
      Optional<String> blockedByKey,
      @JsonProperty("case") Optional<Long> caseNumber) {}

  /**
   * A page of a list.
   *
   * @param next where the next page begins; empty at the end. A page may be short, or empty, and
   *     still have a next one: the work for one page is limited.
   */
  public record Page(List<MessageItem> items, Optional<String> next) {
    public Page {
      items = List.copyOf(items);
    }
  }
}
