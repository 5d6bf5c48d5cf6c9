package org.millrace.app;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.millrace.intake.BatchDesk;
import org.millrace.intake.BatchIntake;
import org.millrace.intake.BatchWorker;
import org.millrace.intake.ChannelIntake;
import org.millrace.intake.Intake;
import org.millrace.intake.LandscapeIntake;
import org.millrace.intake.PausableIntake;
import org.millrace.intake.QuarantineCheck;
import org.millrace.intake.QuarantineDesk;
import org.millrace.intake.ReportingIntake;
import org.millrace.intake.TracedIntake;
import org.millrace.journal.AppliedLandscapes;
import org.millrace.journal.Batches;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Inbox;
import org.millrace.journal.Quarantine;
import org.millrace.telemetry.Counts;
import org.millrace.telemetry.Traces;
import tools.jackson.databind.json.JsonMapper;

/** Everything that takes messages in, put together. */
record IntakeSide(
    Intake intake,
    BatchIntake batches,
    ChannelIntake channels,
    QuarantineDesk quarantine,
    BatchWorker worker,
    QuarantineCheck check)
    implements AutoCloseable {

  /**
   * What it works on.
   *
   * @param pausedBecause why nothing is taken at present
   * @param ids mints correlation ids
   */
  record Parts(
      AppliedLandscapes landscapes,
      Inbox inbox,
      DeliveryQueue journal,
      Batches batches,
      Quarantine quarantine,
      Counts counts,
      Traces traces,
      JsonMapper json,
      RandomGenerator random,
      Supplier<Optional<String>> pausedBecause,
      Supplier<String> ids) {}

  static IntakeSide of(Parts parts) {
    LandscapeIntake taking =
        new LandscapeIntake(
            parts.landscapes(),
            parts.inbox(),
            parts.journal(),
            parts.json(),
            parts.random(),
            parts.ids());
    Intake reporting =
        new ReportingIntake(
            new PausableIntake(taking, parts.pausedBecause(), parts.ids()),
            parts.landscapes(),
            parts.counts());
    Intake intake =
        parts.traces().on()
            ? new TracedIntake(reporting, parts.landscapes(), parts.traces())
            : reporting;
    BatchWorker worker = new BatchWorker(parts.batches(), intake);
    ChannelIntake channels =
        new ChannelIntake(parts.landscapes(), intake, taking, parts.quarantine(), parts.json());
    return new IntakeSide(
        intake,
        new BatchDesk(parts.landscapes(), parts.batches(), worker, parts.pausedBecause()),
        channels,
        new QuarantineDesk(parts.landscapes(), channels, parts.quarantine()),
        worker,
        new QuarantineCheck(parts.landscapes(), channels, parts.quarantine()));
  }

  /** Goes on with what an earlier run left. */
  void start() {
    worker.start();
    check.start();
  }

  @Override
  public void close() {
    worker.close();
    check.close();
  }
}
