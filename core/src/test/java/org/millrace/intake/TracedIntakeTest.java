package org.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.millrace.intake.IntakeAnswer.Accepted;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.MessageId;
import org.millrace.monitoring.Plant;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.RecordingTraces;
import org.millrace.telemetry.RecordingTraces.Recorded;

class TracedIntakeTest {

  private static final String REQUEST = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final MessageId MESSAGE =
      new MessageId(UUID.fromString("0198c0de-0000-7000-8000-000000000001"));

  private final RecordingTraces traces = new RecordingTraces();
  private final List<IntakeRequest> taken = new ArrayList<>();
  private Function<IntakeRequest, IntakeAnswer> answer = request -> new Accepted(MESSAGE, "c-1");
  private final TracedIntake intake = new TracedIntake(new Recorder(), new OneLandscape(), traces);

  private final class Recorder implements Intake {
    @Override
    public IntakeAnswer accept(IntakeRequest request) {
      taken.add(request);
      return answer.apply(request);
    }

    @Override
    public List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms) {
      return records.stream().map(this::accept).toList();
    }
  }

  private static final class OneLandscape implements LandscapeCatalog {
    @Override
    public AppliedLandscape current() {
      return new AppliedLandscape(1, Plant.landscape());
    }

    @Override
    public Optional<AppliedLandscape> version(int number) {
      return Optional.of(current());
    }
  }

  private static IntakeRequest request(String operation) {
    return new IntakeRequest(
        operation,
        "mes",
        new IntakeRequest.Body("{\"pin\":\"4711\"}".getBytes(StandardCharsets.UTF_8)),
        new IntakeRequest.Headers(
            Optional.of("key-1"), Optional.of("c-1"), Optional.of(REQUEST), Optional.empty()));
  }

  @Test
  void a_message_is_stored_with_the_context_of_its_own_span() throws InterruptedException {
    intake.accept(request("confirm-production"));

    Recorded span = traces.spans.getFirst();
    assertThat(span.beginning)
        .isEqualTo(Beginning.accept("accept production-confirmation", Optional.of(REQUEST)));
    assertThat(taken.getFirst().headers().traceparent()).contains(span.context());
    assertThat(taken.getFirst().headers().idempotencyKey()).contains("key-1");
    assertThat(span.told)
        .containsEntry("messaging.system", "millrace")
        .containsEntry("messaging.operation.name", "accept")
        .containsEntry("messaging.operation.type", "send")
        .containsEntry("messaging.destination.name", "production-confirmation")
        .containsEntry("messaging.message.id", MESSAGE.toString())
        .containsEntry("messaging.message.body.size", "14")
        .containsEntry("millrace.flow", "production-confirmation")
        .containsEntry("millrace.operation", "confirm-production")
        .containsEntry("millrace.correlation.id", "c-1")
        .containsEntry("millrace.answer", "accepted");
    assertThat(span.told.toString()).doesNotContain("4711").doesNotContain("key-1");
    assertThat(span.closed).isTrue();
  }

  @Test
  void each_record_of_a_batch_has_a_span_of_its_own() throws InterruptedException {
    IntakeRequest record = request("confirm-production");
    intake.acceptTogether(List.of(record, record), BatchTerms.EACH);

    assertThat(traces.spans).hasSize(2).allMatch(span -> span.closed);
    assertThat(taken)
        .extracting(request -> request.headers().traceparent().orElseThrow())
        .containsExactly(traces.spans.get(0).context(), traces.spans.get(1).context());
  }

  @Test
  void a_callers_mistake_is_no_error_and_a_journal_that_is_away_is() throws InterruptedException {
    answer = request -> new Refused(Refusal.CONTRACT_VIOLATION, "no", List.of(), "c-1");
    intake.accept(request("confirm-production"));
    answer = request -> new Refused(Refusal.TEMPORARY_REDUCED_CAPACITY, "away", List.of(), "c-1");
    intake.accept(request("confirm-production"));

    assertThat(traces.spans.get(0).told).containsEntry("millrace.answer", "contract-violation");
    assertThat(traces.spans.get(0).error).isEmpty();
    assertThat(traces.spans.get(1).error).contains("temporary-reduced-capacity");
  }

  @Test
  void a_bug_ends_the_span_as_an_error() {
    answer =
        request -> {
          throw new IllegalStateException("bug");
        };
    assertThatThrownBy(() -> intake.accept(request("confirm-production")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(traces.spans.getFirst().error).contains("java.lang.IllegalStateException");
    assertThat(traces.spans.getFirst().closed).isTrue();
  }

  @Test
  void what_no_flow_serves_has_no_span() throws InterruptedException {
    intake.accept(request("invented"));
    assertThat(traces.spans).isEmpty();
    assertThat(taken.getFirst().headers().traceparent()).contains(REQUEST);
  }
}
