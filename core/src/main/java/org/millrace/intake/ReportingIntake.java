package org.millrace.intake;

import java.util.List;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.telemetry.Counts;

/** Counts what another intake answers. Thread-safe. */
public final class ReportingIntake implements Intake {

  private static final String UNKNOWN = "unknown";

  private final Intake intake;
  private final LandscapeCatalog catalog;
  private final Counts counts;

  public ReportingIntake(Intake intake, LandscapeCatalog catalog, Counts counts) {
    this.intake = intake;
    this.catalog = catalog;
    this.counts = counts;
  }

  @Override
  public IntakeAnswer accept(IntakeRequest request) throws InterruptedException {
    IntakeAnswer answer = intake.accept(request);
    count(request, answer);
    return answer;
  }

  @Override
  public List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms)
      throws InterruptedException {
    List<IntakeAnswer> answers = intake.acceptTogether(records, terms);
    for (int i = 0; i < answers.size(); i++) {
      count(records.get(i), answers.get(i));
    }
    return answers;
  }

  private void count(IntakeRequest request, IntakeAnswer answer) {
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
  }
}
