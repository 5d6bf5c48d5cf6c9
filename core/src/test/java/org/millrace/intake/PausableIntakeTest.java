package org.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.message.MessageId;

class PausableIntakeTest {

  private static final String REASON = "93 % of the disk is used";

  private final List<IntakeRequest> taken = new ArrayList<>();
  private Optional<String> reason = Optional.empty();
  private final PausableIntake intake =
      new PausableIntake(new TakesAll(), () -> reason, () -> "minted");

  @Test
  void takes_what_comes_while_there_is_no_reason_not_to() throws Exception {
    assertThat(intake.accept(request("c-1"))).isInstanceOf(IntakeAnswer.Accepted.class);
    reason = Optional.of(REASON);
    intake.accept(request("c-2"));
    reason = Optional.empty();
    assertThat(intake.acceptTogether(List.of(request("c-3")), BatchTerms.EACH).getFirst())
        .isInstanceOf(IntakeAnswer.Accepted.class);
    assertThat(taken).hasSize(2);
  }

  @Test
  void refuses_for_now_with_the_reason_and_the_callers_own_correlation_id() throws Exception {
    reason = Optional.of(REASON);
    assertThat(intake.accept(request("c-1")))
        .isEqualTo(
            new IntakeAnswer.Refused(
                IntakeAnswer.Refusal.TEMPORARY_REDUCED_CAPACITY,
                "Nothing was taken, because 93 % of the disk is used; send it again later.",
                List.of(),
                "c-1"));
    List<IntakeAnswer> batch =
        intake.acceptTogether(List.of(request("c-2"), request("")), BatchTerms.EACH);
    assertThat(batch)
        .extracting(answer -> ((IntakeAnswer.Refused) answer).correlationId())
        .containsExactly("c-2", "minted");
    assertThat(taken).isEmpty();
  }

  private static IntakeRequest request(String correlationId) {
    return new IntakeRequest(
        "confirm-production",
        "mes",
        new IntakeRequest.Body("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        new IntakeRequest.Headers(
            Optional.empty(),
            Optional.of(correlationId).filter(id -> !id.isEmpty()),
            Optional.empty(),
            Optional.empty()));
  }

  private final class TakesAll implements Intake {

    @Override
    public IntakeAnswer accept(IntakeRequest request) {
      taken.add(request);
      return new IntakeAnswer.Accepted(
          new MessageId(new java.util.UUID(0x7000, taken.size())),
          request.headers().correlationId().orElse(""));
    }

    @Override
    public List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms) {
      return records.stream().map(this::accept).toList();
    }
  }
}
