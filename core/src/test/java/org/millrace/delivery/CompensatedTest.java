package org.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outcome;
import org.millrace.journal.DeliveryQueue;
import org.millrace.landscape.ContractVersion;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.Position;
import org.millrace.landscape.Standby;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.millrace.message.StrictJson;
import tools.jackson.databind.JsonNode;

/** What a compensation knows of what it takes back. */
class CompensatedTest {

  private static final MessageId MESSAGE = MessageId.parse("0198c0de-0000-7000-8000-000000000001");

  private static FlowStep step(int number, Optional<Standby> standby) {
    return new FlowStep(
        number,
        "erp",
        "post",
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        Optional.empty(),
        standby,
        Optional.empty());
  }

  private static final FlowStep FIRST = step(1, Optional.empty());
  private static final FlowStep SECOND = step(2, Optional.empty());
  private static final FlowStep TAKES_BACK =
      step(3, Optional.of(new Standby(Standby.Kind.COMPENSATES, 1)));

  private static final FlowDefinition FLOW =
      new FlowDefinition(
          "flow",
          "Flow",
          "flow",
          "",
          "normal",
          new ContractVersion("thing", "1.0.0", content -> List.of()),
          "thing",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          List.of(FIRST, SECOND),
          List.of(TAKES_BACK),
          List.of(),
          Map.of(),
          List.of(),
          false,
          Position.startOf("flow.yaml"));

  private static Outcome answered(String response) {
    return new Outcome(
        new Evidence.Accepted(Optional.of("4711")),
        new Exchange(
            "POST",
            "200",
            OptionalInt.of(200),
            Duration.ZERO,
            StrictJson.mapper().readTree("{\"status\": 200, \"response\": " + response + "}")));
  }

  private static Map<String, JsonNode> known(DeliveryQueue.Effect effect, FlowStep step) {
    return new Compensated(
            id -> id.equals(new DeliveryId(MESSAGE, 1)) ? Optional.of(effect) : Optional.empty())
        .of(new DeliveryId(MESSAGE, step.number()), step);
  }

  @Test
  void it_reads_the_number_and_the_answer_of_the_delivery_that_it_takes_back() {
    Optional<String> kept =
        Compensated.keep(FLOW, FIRST, answered("{\"document\": \"4711\", \"n\": 1.50}"));
    assertThat(kept).contains("{\"document\":\"4711\",\"n\":1.50}");
    assertThat(known(new DeliveryQueue.Effect(Optional.of("4711"), kept), TAKES_BACK))
        .hasToString(
            "{compensated={\"reference\":\"4711\",\"response\":{\"document\":\"4711\",\"n\":1.50}}}");
  }

  @Test
  void without_the_answer_there_is_the_number_that_was_found() {
    assertThat(known(new DeliveryQueue.Effect(Optional.of("4711"), Optional.empty()), TAKES_BACK))
        .hasToString("{compensated={\"reference\":\"4711\"}}");
  }

  @Test
  void nothing_is_kept_where_nothing_takes_it_back_and_nothing_too_long() {
    assertThat(Compensated.keep(FLOW, SECOND, answered("{}"))).isEmpty();
    assertThat(Compensated.keep(FLOW, TAKES_BACK, answered("{}"))).isEmpty();
    assertThat(Compensated.keep(FLOW, FIRST, answered("null"))).isEmpty();
    assertThat(
            Compensated.keep(FLOW, FIRST, answered("\"" + "x".repeat(Exchange.MOST_KEPT) + "\"")))
        .isEmpty();
    assertThat(known(new DeliveryQueue.Effect(Optional.empty(), Optional.empty()), SECOND))
        .isEmpty();
  }
}
