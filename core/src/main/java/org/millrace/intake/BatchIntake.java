package org.millrace.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Takes batches in. Thread-safe. */
public interface BatchIntake {

  /**
   * Makes a batch durable; its records are taken in by and by.
   *
   * @param counted hears how many records it has before anything is done; may refuse by throwing
   */
  BatchAnswer file(BatchRequest request, IntConsumer counted);

  /**
   * A record's document as it came.
   *
   * @return nothing if there is no such record, or its batch's body is not kept any more
   */
  Optional<byte[]> content(UUID batch, int index);

  /** Waits until every record has its outcome; false if that takes longer. */
  boolean awaitEnd(UUID batch, Duration longest) throws InterruptedException;
}
