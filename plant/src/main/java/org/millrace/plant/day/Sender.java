package org.millrace.plant.day;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.millrace.plant.outbox.BusinessMessage;
import tools.jackson.databind.node.ObjectNode;

/** Gathers an order's messages, and now and then sends one twice by mistake. */
final class Sender {
  private static final Duration TWICE_AFTER = Duration.ofSeconds(40);

  private final Random random;
  private final Trouble trouble;
  private final List<DayEvent> events = new ArrayList<>();

  Sender(Random random, Trouble trouble) {
    this.random = random;
    this.trouble = trouble;
  }

  void send(
      Duration at, String operation, String from, String key, String orderKey, ObjectNode body) {
    String sending = operation + "/" + key;
    BusinessMessage message =
        new BusinessMessage(operation, from, key, orderKey, sending, traceparent(), body);
    events.add(new DayEvent.Send(at, message));
    if (trouble.sentTwice()) {
      // Another idempotency key: only the business key tells that it is the same.
      BusinessMessage again =
          new BusinessMessage(
              operation, from, key, orderKey, sending + "/again", message.traceparent(), body);
      events.add(new DayEvent.Send(at.plus(TWICE_AFTER), again));
    }
  }

  List<DayEvent> events() {
    return List.copyOf(events);
  }

  /** W3C Trace Context: version, trace id, span id, sampled. */
  private String traceparent() {
    return String.format(
        "00-%016x%016x-%016x-01", random.nextLong() | 1, random.nextLong(), random.nextLong() | 1);
  }
}
