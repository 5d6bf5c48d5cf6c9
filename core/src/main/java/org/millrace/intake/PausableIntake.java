package org.millrace.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes nothing in as long as there is a reason not to. Thread-safe. */
public final class PausableIntake implements Intake {

  private final Intake intake;
  private final Supplier<Optional<String>> pausedBecause;
  private final Supplier<String> correlationIds;

  /**
   * @param pausedBecause the reason, for the sender to read; nothing while messages are taken
   * @param correlationIds mints the id of a message that came without one
   */
  public PausableIntake(
      Intake intake, Supplier<Optional<String>> pausedBecause, Supplier<String> correlationIds) {
    this.intake = intake;
    this.pausedBecause = pausedBecause;
    this.correlationIds = correlationIds;
  }

  @Override
  public IntakeAnswer accept(IntakeRequest request) throws InterruptedException {
    Optional<String> reason = pausedBecause.get();
    return reason.isPresent() ? refused(request, reason.get()) : intake.accept(request);
  }

  @Override
  public List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms)
      throws InterruptedException {
    Optional<String> reason = pausedBecause.get();
    return reason.isPresent()
        ? records.stream().map(record -> refused(record, reason.get())).toList()
        : intake.acceptTogether(records, terms);
  }

  private IntakeAnswer refused(IntakeRequest request, String reason) {
    return new IntakeAnswer.Refused(
        IntakeAnswer.Refusal.TEMPORARY_REDUCED_CAPACITY,
        "Nothing was taken, because " + reason + "; send it again later.",
        List.of(),
        request.headers().correlationId().orElseGet(correlationIds));
  }
}
