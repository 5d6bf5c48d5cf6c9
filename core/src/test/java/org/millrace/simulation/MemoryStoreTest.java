package org.millrace.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.millrace.journal.CorrectionsContract;
import org.millrace.journal.PostgresInbox;

/** The store contract on the journal of the simulator. */
class MemoryStoreTest extends CorrectionsContract {

  @Override
  protected Store open() {
    MemoryJournal journal =
        new MemoryJournal(new SimulatedTime(), new Random(1), JournalWatcher.NONE);
    List<PostgresInbox.Accepted> announced = new ArrayList<>();
    journal.opened(announced::addAll);
    return new Store(
        journal,
        journal,
        journal,
        new MemoryCommands(journal),
        new MemoryCommands(journal),
        journal.waits,
        journal.corrections,
        new MemoryHolds(),
        announced);
  }
}
