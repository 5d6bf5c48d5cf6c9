package org.millrace.api;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.millrace.journal.PostgresDeliveryQueue;
import org.millrace.journal.PostgresHolds;
import org.millrace.journal.PostgresReplayPlans;
import org.millrace.journal.PostgresReplayRuns;
import org.millrace.journal.Standbys;
import org.millrace.journal.WebhookSignal;
import org.millrace.journal.Work;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.StrictJson;
import org.millrace.replay.JournalReplays;
import tools.jackson.databind.json.JsonMapper;

/** Plans and decides; there are no targets that a run could send to. */
final class TargetlessReplays {

  private TargetlessReplays() {}

  static JournalReplays over(Jdbi jdbi, LandscapeCatalog catalog) {
    JsonMapper json = StrictJson.mapper();
    JournalReplays replays =
        new JournalReplays(
            new JournalReplays.Parts(
                new PostgresReplayPlans(jdbi, json),
                new PostgresReplayRuns(jdbi, new WebhookSignal(), json),
                new PostgresDeliveryQueue(jdbi, json),
                new PostgresHolds(jdbi, system -> Optional.empty()),
                catalog,
                id -> Standbys.NONE,
                message -> {},
                new JournalReplays.Dispatch() {
                  @Override
                  public void replayed(List<Work> works) {}

                  @Override
                  public void ended(Work work) {}
                },
                System::nanoTime));
    replays.start();
    return replays;
  }
}
