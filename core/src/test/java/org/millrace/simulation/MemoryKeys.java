package org.millrace.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.Draft;
import org.millrace.journal.Receipt;
import org.millrace.message.MessageId;

/** Which message was the first with a key. */
final class MemoryKeys {

  private record First(MessageId message, UUID fingerprint) {}

  private final Map<UUID, First> byBusiness = new HashMap<>();
  private final Map<UUID, First> byClient = new HashMap<>();

  void remember(MessageId id, Draft draft) {
    First first = new First(id, draft.fingerprint());
    byBusiness.put(draft.businessDedup(), first);
    draft.clientDedup().ifPresent(key -> byClient.put(key, first));
  }

  void forget() {
    byBusiness.clear();
    byClient.clear();
  }

  @Nullable Receipt first(Draft draft) {
    First business = byBusiness.get(draft.businessDedup());
    First first = business != null ? business : draft.clientDedup().map(byClient::get).orElse(null);
    return first == null
        ? null
        : new Receipt.Duplicate(
            first.message(), first.fingerprint().equals(draft.fingerprint()), business != null);
  }
}
