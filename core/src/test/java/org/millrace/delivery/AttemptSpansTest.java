package org.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.failure.FailureClass;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.RecordingTraces;
import org.millrace.telemetry.RecordingTraces.Recorded;
import org.millrace.telemetry.Traceparent;
import org.millrace.telemetry.Traces;

/** What traces show of attempts, and what the target is told of them. */
class AttemptSpansTest {

  private static final String MESSAGE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final RecordingTraces traces = new RecordingTraces();
  private final OneDelivery delivery = new OneDelivery(traces, Optional.of(MESSAGE));

  private Recorded only() {
    assertThat(traces.spans).hasSize(1);
    return traces.spans.getFirst();
  }

  @Test
  void an_attempt_is_a_trace_of_its_own_that_links_to_the_message_and_that_the_target_joins()
      throws InterruptedException {
    delivery.send();

    Recorded span = only();
    assertThat(span.beginning.kind()).isEqualTo(Beginning.Kind.CLIENT);
    assertThat(span.beginning.name()).isEqualTo("post-confirmation erp");
    assertThat(span.beginning.parent()).isEmpty();
    assertThat(span.beginning.link()).contains(MESSAGE);
    assertThat(span.beginning.at()).contains(OneDelivery.NOW);
    assertThat(delivery.sent.getFirst().traceparent()).contains(span.context());
    assertThat(span.told)
        .containsEntry("service.peer.name", "erp")
        .containsEntry("millrace.flow", "production-confirmation")
        .containsEntry("millrace.system", "erp")
        .containsEntry("millrace.operation", "post-confirmation")
        .containsEntry("millrace.message.id", OneDelivery.ID.message().toString())
        .containsEntry("millrace.correlation.id", "c-1")
        .containsEntry("millrace.delivery.step", "1")
        .containsEntry("millrace.delivery.state", "CONFIRMED")
        .containsEntry("millrace.attempt.number", "1")
        .containsEntry("millrace.attempt.kind", "send")
        .containsEntry("millrace.attempt.evidence", "accepted")
        .containsEntry("http.response.status_code", "200");
    assertThat(span.error).isEmpty();
    assertThat(span.closed).isTrue();
  }

  @Test
  void a_refusal_is_an_error_by_its_code_and_its_words_stay_out() throws InterruptedException {
    delivery.evidence =
        new Evidence.Rejected("closed-period", "period 4711 is closed", FailureClass.BUSINESS_RULE);
    delivery.status = OptionalInt.of(422);
    delivery.send();

    assertThat(only().error).contains("closed-period");
    assertThat(only().told)
        .containsEntry("http.response.status_code", "422")
        .containsEntry("millrace.failure.class", "business-rule")
        .containsEntry("millrace.failure.code", "closed-period")
        .containsEntry("millrace.decision", "open-case")
        .containsEntry("millrace.delivery.state", "NEEDS_PERSON");
    assertThat(only().told.toString()).doesNotContain("4711");
  }

  @Test
  void a_question_to_the_target_is_named_after_what_is_asked() throws InterruptedException {
    delivery.answer = new ProbeAnswer.Absent(delivery.exchange());
    delivery.ask();

    assertThat(only().beginning.name()).isEqualTo("find-confirmation erp");
    assertThat(only().told)
        .containsEntry("millrace.attempt.kind", "ask")
        .containsEntry("millrace.attempt.evidence", "absent");
    assertThat(delivery.asked.getFirst().traceparent()).contains(only().context());
    assertThat(only().error).isEmpty();
  }

  @Test
  void a_mapping_that_fails_is_an_attempt_that_was_not_sent() throws InterruptedException {
    delivery.mappingFails = true;
    delivery.send();

    assertThat(delivery.sent).isEmpty();
    assertThat(only().beginning.name()).isEqualTo("post-confirmation erp");
    assertThat(only().error).contains("mapping-failed");
    assertThat(only().told).containsEntry("millrace.attempt.evidence", "not-sent");
  }

  @Test
  void without_traces_the_target_gets_the_messages_own_trace_with_a_new_parent()
      throws InterruptedException {
    OneDelivery untraced = new OneDelivery(Traces.OFF, Optional.of(MESSAGE));
    untraced.send();

    Outbound sent = untraced.sent.getFirst();
    assertThat(sent.traceparent().map(Traceparent::traceId)).contains(Traceparent.traceId(MESSAGE));
    assertThat(sent.traceparent()).isNotEqualTo(Optional.of(MESSAGE));
  }

  @Test
  void without_any_trace_the_target_gets_none() throws InterruptedException {
    OneDelivery untraced = new OneDelivery(Traces.OFF, Optional.empty());
    untraced.send();
    assertThat(untraced.sent.getFirst().traceparent()).isEmpty();
  }
}
