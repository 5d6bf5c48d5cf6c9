package org.millrace.plant.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.millrace.plant.outbox.BusinessMessage;

class DayScriptTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 20);

  private static List<DayEvent> script(long seed, boolean calm) {
    List<DayEvent> events = new ArrayList<>();
    new DayScript(new DayPlan(seed, DATE, 30, calm)).forEachRemaining(events::add);
    return events;
  }

  private static List<BusinessMessage> messages(List<DayEvent> events) {
    return events.stream()
        .filter(DayEvent.Send.class::isInstance)
        .map(event -> ((DayEvent.Send) event).message())
        .toList();
  }

  @Test
  void the_same_seed_gives_the_same_messages_at_the_same_times() {
    assertThat(script(1, false)).isEqualTo(script(1, false));
    assertThat(script(1, false)).isNotEqualTo(script(2, false));
  }

  @Test
  void events_come_in_order_of_time() {
    assertThat(script(3, false)).extracting(DayEvent::at).isSorted();
  }

  @Test
  void a_calm_day_has_distinct_keys_units_that_fit_and_confirmations_in_sequence() {
    List<DayEvent> events = script(4, true);
    List<BusinessMessage> messages = messages(events);
    assertThat(messages).hasSameSizeAs(events);
    assertThat(messages)
        .extracting(BusinessMessage::idempotencyKey)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(10 * 30 * 24);
    Map<String, Integer> last = new HashMap<>();
    for (BusinessMessage message : messages) {
      if (message.operation().equals("confirm-production")) {
        int sequence = message.body().path("sequence").asInt();
        assertThat(sequence).isEqualTo(last.getOrDefault(message.orderKey(), 0) + 1);
        last.put(message.orderKey(), sequence);
        assertThat(message.body().path("unit").asString()).isEqualTo("PCE");
      }
    }
  }

  @Test
  void a_day_uses_every_operation_and_an_uneasy_one_has_every_trouble() {
    List<DayEvent> events = script(5, false);
    Set<String> operations = new TreeSet<>();
    Set<String> trouble = new TreeSet<>();
    for (BusinessMessage message : messages(events)) {
      operations.add(message.from() + " " + message.operation());
      if (message.idempotencyKey().endsWith("/again")) {
        trouble.add("twice");
      }
      if (message.body().path("material").asString("").equals("FG-1011")) {
        trouble.add("inactive");
      }
      if (message.body().path("postingDate").asString("").startsWith("2026-09")) {
        trouble.add("closed");
      }
      if (message.operation().equals("confirm-production")
          && message.body().path("unit").asString("").equals("KGM")) {
        trouble.add("unit");
      }
    }
    assertThat(trouble).containsExactly("closed", "inactive", "twice", "unit");
    assertThat(events).filteredOn(DayEvent.Break.class::isInstance).hasSize(3);
    assertThat(operations)
        .containsExactly(
            "carrier post-invoice",
            "carrier report-shipment-status",
            "erp release-production-order",
            "erp request-shipment",
            "mes confirm-production",
            "mes move-stock",
            "mes open-inspection-lot",
            "qms report-quality-lot",
            "qms request-engineering-change",
            "wms confirm-shipment",
            "wms post-goods-issue",
            "wms post-goods-receipt");
  }
}
