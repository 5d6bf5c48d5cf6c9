package org.millrace.intake;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.telemetry.Counts;
import org.millrace.telemetry.Meters;

/** Tells telemetry what another intake answers. Thread-safe. */
public final class ReportingIntake implements Intake {

  private static final String UNKNOWN = "unknown";

  private final Intake intake;
  private final LandscapeCatalog catalog;
  private final Meters meters;
  private final Counts counts;
  private final LongSupplier nanoTime;

  public ReportingIntake(
      Intake intake,
      LandscapeCatalog catalog,
      Meters meters,
      Counts counts,
      LongSupplier nanoTime) {
    this.intake = intake;
    this.catalog = catalog;
    this.meters = meters;
    this.counts = counts;
    this.nanoTime = nanoTime;
  }

  @Override
  public IntakeAnswer accept(IntakeRequest request) throws InterruptedException {
    long began = nanoTime.getAsLong();
    meters.intakeBegins();
    String result = "failed";
    try {
      IntakeAnswer answer = intake.accept(request);
      result = report(request, answer);
      return answer;
    } finally {
      meters.intake(
          known(request.operation()), result, Duration.ofNanos(nanoTime.getAsLong() - began));
    }
  }

  @Override
  public List<IntakeAnswer> acceptBatch(List<IntakeRequest> records, boolean together)
      throws InterruptedException {
    long began = nanoTime.getAsLong();
    records.forEach(record -> meters.intakeBegins());
    List<IntakeAnswer> answers = List.of();
    try {
      answers = intake.acceptBatch(records, together);
      return answers;
    } finally {
      Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
      for (int i = 0; i < records.size(); i++) {
        String result = i < answers.size() ? report(records.get(i), answers.get(i)) : "failed";
        meters.intake(known(records.get(i).operation()), result, took);
      }
    }
  }

  private String report(IntakeRequest request, IntakeAnswer answer) {
    String flow =
        catalog
            .current()
            .landscape()
            .flowFor(request.operation())
            .map(found -> found.name())
            .orElse(UNKNOWN);
    Counts.What what =
        switch (answer) {
          case IntakeAnswer.Accepted ignored -> Counts.What.ACCEPTED;
          case IntakeAnswer.Repeated ignored -> Counts.What.DUPLICATE;
          case IntakeAnswer.Refused ignored -> Counts.What.REFUSED;
        };
    counts.count(flow, request.client(), what);
    return what.name().toLowerCase(Locale.ROOT);
  }

  /** A name as a caller invented it must not become a label. */
  private String known(String operation) {
    return catalog.current().landscape().flowFor(operation).isPresent() ? operation : UNKNOWN;
  }
}
