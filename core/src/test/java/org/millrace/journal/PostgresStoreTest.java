package org.millrace.journal;

import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store contract on PostgreSQL. */
class PostgresStoreTest extends CorrectionsContract {

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  @Override
  protected Store open() {
    return new Store(
        journal.inbox,
        journal.settlements,
        journal.queue,
        journal.commands,
        journal.commands,
        journal.waits,
        new PostgresCorrections(journal.database.jdbi()),
        new PostgresHolds(journal.database.jdbi(), system -> Optional.empty()),
        journal.announced);
  }
}
