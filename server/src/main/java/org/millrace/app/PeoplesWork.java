package org.millrace.app;

import org.millrace.delivery.RecentMessages;
import org.millrace.journal.Database;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.PostgresCaseBook;
import org.millrace.journal.PostgresCaseReleases;
import org.millrace.journal.PostgresCorrections;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.recovery.CaseReleaser;
import org.millrace.recovery.JournalCorrections;
import tools.jackson.databind.json.JsonMapper;

/** What people do about cases and messages that wait for them, put together. */
record PeoplesWork(CaseReleaser cases, JournalCorrections corrections) implements AutoCloseable {

  static PeoplesWork over(
      Database database,
      DeliveryQueue queue,
      LandscapeCatalog landscapes,
      RecentMessages recent,
      DispatchLink dispatch,
      JsonMapper json) {
    return new PeoplesWork(
        new CaseReleaser(
            new PostgresCaseBook(database.jdbi()),
            new PostgresCaseReleases(database.jdbi()),
            dispatch::returned),
        new JournalCorrections(
            new PostgresCorrections(database.jdbi()),
            queue,
            landscapes,
            recent::forget,
            dispatch::returned,
            json));
  }

  @Override
  public void close() {
    cases.close();
  }
}
