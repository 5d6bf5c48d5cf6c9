package org.millrace.plant.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An effect that a system is about to have.
 *
 * @param operation the system's operation, e.g. {@code post-confirmation}
 * @param prefix what the document's number starts with
 * @param key the business key as the system reads it from the request
 * @param reference the caller's token, if it sent one
 * @param orderKey the object whose postings belong in order, if there is one
 * @param sequence the posting's place in that order, if the caller gave one
 * @param digest SHA-256 of the request's content, hexadecimal
 */
public record EffectDraft(
    String operation,
    String prefix,
    String key,
    @Nullable String reference,
    @Nullable String orderKey,
    @Nullable Long sequence,
    String digest,
    List<Movement> movements) {
  public EffectDraft {
    movements = List.copyOf(movements);
  }
}
