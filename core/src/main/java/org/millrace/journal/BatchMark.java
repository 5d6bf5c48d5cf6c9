package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which records of a batch some drafts are. Those that are taken are marked in the transaction that
 * takes them, so that a batch that goes on after a crash knows them from repetitions.
 *
 * @param records in the order of the drafts
 */
public record BatchMark(UUID batch, List<Entry> records) {

  public BatchMark {
    records = List.copyOf(records);
  }

  /**
   * One record.
   *
   * @param key as its sender named it
   */
  public record Entry(int index, Optional<String> key) {}
}
