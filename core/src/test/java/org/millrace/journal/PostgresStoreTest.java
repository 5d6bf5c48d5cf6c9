package org.millrace.journal;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The store contract on PostgreSQL. */
class PostgresStoreTest extends DetoursContract {

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
        new PostgresHolds(journal.database.jdbi()),
        journal.announced);
  }
}
