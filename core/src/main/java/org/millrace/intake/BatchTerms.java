package org.millrace.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * On which terms several messages are taken in together.
 *
 * @param required how many must be new, or repeat what was accepted before, for any to be taken
 * @param place where in a batch they are, if they are of one
 */
public record BatchTerms(int required, Optional<Place> place) {

  /** Each for itself. */
  public static final BatchTerms EACH = new BatchTerms(0, Optional.empty());

  /**
   * Records of a batch.
   *
   * @param indexes in the order of the records
   */
  public record Place(UUID batch, List<Integer> indexes) {
    public Place {
      indexes = List.copyOf(indexes);
    }
  }
}
