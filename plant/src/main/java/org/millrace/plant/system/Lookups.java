package org.millrace.plant.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.PathTemplate;
import org.millrace.plant.http.Reply;
import org.millrace.plant.ledger.Effect;
import org.millrace.plant.ledger.EffectLedger;
import org.millrace.plant.system.Operation.Lookup;
import org.millrace.plant.system.Operation.Posting;

/** The questions that each system answers about its documents; the carrier answers none. */
final class Lookups {
  private static final String GET = "GET";

  private final PlantSystem system;
  private final EffectLedger ledger;
  private final List<Posting> postings;

  Lookups(PlantSystem system, EffectLedger ledger) {
    this.system = system;
    this.ledger = ledger;
    this.postings = Postings.of(system);
  }

  List<Lookup> all() {
    return switch (system) {
      case ERP ->
          List.of(
              new Lookup(
                  "find-documents",
                  GET,
                  PathTemplate.of("/erp/documents"),
                  (call, places) -> find(call)),
              new Lookup(
                  "get-document",
                  GET,
                  PathTemplate.of("/erp/documents/{document}"),
                  (call, places) -> document(places.get("document"))),
              stock("/erp/stock"));
      case MES -> List.of(one("get-order", "/mes/production-orders/{key}"));
      case WMS -> List.of(one("get-shipment", "/wms/shipments/{key}"), stock("/wms/stock"));
      case QMS -> List.of(one("get-inspection-lot", "/qms/inspection-lots/{key}"));
      case PLM -> List.of(one("get-engineering-change", "/plm/engineering-changes/{key}"));
      case CARRIER -> List.of();
    };
  }

  private Lookup stock(String path) {
    return new Lookup(
        "get-stock",
        GET,
        PathTemplate.of(path),
        (call, places) -> Reply.json(200, Map.of("stock", ledger.stock())));
  }

  private Lookup one(String name, String path) {
    return new Lookup(
        name,
        GET,
        PathTemplate.of(path),
        (call, places) ->
            ledger.byKey(places.getOrDefault("key", "")).stream()
                .findFirst()
                .map(effect -> Reply.json(200, document(effect)))
                .orElse(absent()));
  }

  private Reply.Answer find(Call call) {
    Optional<String> reference = call.parameter("reference");
    Optional<String> key = call.parameter("key");
    if (reference.isEmpty() && key.isEmpty()) {
      return Reply.error(400, "missing-parameter", "Give reference or key.");
    }
    List<Effect> effects =
        reference.isPresent()
            ? ledger.byReference(reference.get())
            : ledger.byKey(key.orElseThrow());
    List<Map<String, Object>> documents =
        effects.stream()
            .map(this::document)
            .filter(
                document ->
                    call.parameter("type").map(t -> t.equals(document.get("type"))).orElse(true))
            .toList();
    return Reply.json(200, Map.of("documents", documents));
  }

  /** A document number is a two-digit prefix and the effect's number in the ledger. */
  private Reply.Answer document(@Nullable String number) {
    if (number == null || !number.matches("\\d{10,18}")) {
      return absent();
    }
    long seq = Long.parseLong(number.substring(2));
    return ledger.since(seq - 1, 1).stream()
        .filter(effect -> effect.document().equals(number))
        .findFirst()
        .map(effect -> Reply.json(200, document(effect)))
        .orElse(absent());
  }

  private static Reply.Answer absent() {
    return Reply.error(404, "not-found", "There is no such document.");
  }

  private Map<String, Object> document(Effect effect) {
    Posting posting =
        postings.stream()
            .filter(candidate -> candidate.name().equals(effect.operation()))
            .findFirst()
            .orElseThrow();
    return Idempotency.document(posting, effect);
  }
}
