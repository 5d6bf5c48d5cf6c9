package org.millrace.app;

import java.time.InstantSource;
import java.util.function.Predicate;
import org.millrace.delivery.RecentMessages;
import org.millrace.journal.Database;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Holds;
import org.millrace.journal.PostgresCaseBook;
import org.millrace.journal.PostgresCaseReleases;
import org.millrace.journal.PostgresCommands;
import org.millrace.journal.PostgresCorrections;
import org.millrace.journal.PostgresReplayPlans;
import org.millrace.journal.PostgresReplayRuns;
import org.millrace.journal.StandbyPlan;
import org.millrace.journal.Waits;
import org.millrace.journal.WebhookSignal;
import org.millrace.journal.Webhooks;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.recovery.CaseReleaser;
import org.millrace.recovery.JournalCorrections;
import org.millrace.recovery.JournalWorkbench;
import org.millrace.replay.JournalReplays;
import tools.jackson.databind.json.JsonMapper;

/** What people do about deliveries, cases and messages that wait for them, put together. */
record PeoplesWork(
    JournalWorkbench workbench,
    CaseReleaser cases,
    JournalCorrections corrections,
    JournalReplays replays)
    implements AutoCloseable {

  /**
   * What it works on.
   *
   * @param due told when something is to be told to a sender
   * @param isTarget whether a system of that name gets deliveries
   */
  record Parts(
      Database database,
      WebhookSignal due,
      DeliveryQueue queue,
      Waits waits,
      Holds holds,
      Webhooks webhooks,
      LandscapeCatalog landscapes,
      RecentMessages recent,
      DispatchLink dispatch,
      Predicate<String> isTarget,
      JsonMapper json,
      InstantSource clock) {}

  static PeoplesWork of(Parts parts) {
    PostgresCommands commands = new PostgresCommands(parts.database.jdbi(), parts.due);
    StandbyPlan standbys = new StandbyPlan(parts.landscapes, parts.queue);
    return new PeoplesWork(
        new JournalWorkbench(
            commands,
            commands,
            parts.queue,
            parts.waits,
            parts.holds,
            parts.webhooks,
            parts.dispatch,
            standbys,
            parts.isTarget,
            parts.clock),
        new CaseReleaser(
            new PostgresCaseBook(parts.database.jdbi()),
            new PostgresCaseReleases(parts.database.jdbi()),
            parts.dispatch::replayed),
        new JournalCorrections(
            new PostgresCorrections(parts.database.jdbi()),
            parts.queue,
            parts.landscapes,
            parts.recent::forget,
            parts.dispatch::returned,
            parts.json),
        new JournalReplays(
            new JournalReplays.Parts(
                new PostgresReplayPlans(parts.database.jdbi(), parts.json),
                new PostgresReplayRuns(parts.database.jdbi(), parts.due, parts.json),
                parts.queue,
                parts.holds,
                parts.landscapes,
                standbys,
                parts.recent::forget,
                parts.dispatch,
                System::nanoTime)));
  }

  /** Goes on with what an earlier run left. */
  void start() {
    cases.start();
    replays.start();
  }

  @Override
  public void close() {
    replays.close();
    cases.close();
  }
}
