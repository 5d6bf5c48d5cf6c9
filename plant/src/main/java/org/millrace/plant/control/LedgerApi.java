package org.millrace.plant.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.Reply;
import org.millrace.plant.ledger.Effect;
import org.millrace.plant.ledger.EffectLedger;
import org.millrace.plant.system.Desks;

/** Reads the ledgers. */
final class LedgerApi {
  private static final long DEFAULT_PAGE = 1000;

  private final Desks desks;

  LedgerApi(Desks desks) {
    this.desks = desks;
  }

  Reply.Answer effects(String system, Call call) {
    Optional<EffectLedger> ledger = desks.ledger(system);
    if (ledger.isEmpty()) {
      return absent(system);
    }
    long since = call.number("since", 0);
    int limit = Math.clamp(call.number("limit", DEFAULT_PAGE), 1, EffectLedger.MAX_PAGE);
    Optional<String> key = call.parameter("key");
    Optional<String> reference = call.parameter("reference");
    List<Effect> found =
        key.map(ledger.get()::byKey)
            .or(() -> reference.map(ledger.get()::byReference))
            .orElseGet(() -> ledger.get().since(since, limit));
    List<Effect> effects = found.stream().filter(effect -> effect.seq() > since).toList();
    long next = effects.isEmpty() ? since : effects.getLast().seq();
    return Reply.json(200, Map.of("system", system, "effects", effects, "next", next));
  }

  Reply.Answer summary(String system) {
    return desks
        .ledger(system)
        .map(ledger -> Reply.json(200, ledger.summary()))
        .orElseGet(() -> absent(system));
  }

  private static Reply.Answer absent(String system) {
    return Reply.error(404, "not-found", "There is no system " + system + ".");
  }
}
