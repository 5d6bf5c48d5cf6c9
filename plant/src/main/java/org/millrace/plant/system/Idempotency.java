package org.millrace.plant.system;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.Reply;
import org.millrace.plant.json.Json;
import org.millrace.plant.ledger.Effect;
import org.millrace.plant.ledger.Uniqueness;
import tools.jackson.databind.node.ObjectNode;

/** How a system deals with a posting that comes twice, each as one finds it in real plants. */
enum Idempotency {
  /** ERP: none, but documents can be found by our reference. */
  PROBE(Uniqueness.NONE),
  /** MES: the field {@code messageId} in the body; a repetition gets the first answer. */
  BODY_FIELD(Uniqueness.REFERENCE),
  /** WMS: the Idempotency-Key header; a repetition gets the very same answer. */
  HEADER(Uniqueness.REFERENCE),
  /** QMS: the external number is unique; a repetition gets 409 and the existing document. */
  EXTERNAL_NUMBER(Uniqueness.KEY),
  /** PLM: the caller names the resource in a PUT; the same PUT changes nothing. */
  NAMED_RESOURCE(Uniqueness.KEY),
  /** Carrier: nothing, and nothing can be asked. */
  BLIND(Uniqueness.NONE);

  private final Uniqueness uniqueness;

  Idempotency(Uniqueness uniqueness) {
    this.uniqueness = uniqueness;
  }

  static Idempotency of(PlantSystem system) {
    return switch (system) {
      case ERP -> PROBE;
      case MES -> BODY_FIELD;
      case WMS -> HEADER;
      case QMS -> EXTERNAL_NUMBER;
      case PLM -> NAMED_RESOURCE;
      case CARRIER -> BLIND;
    };
  }

  Uniqueness uniqueness() {
    return uniqueness;
  }

  /** The caller's token; kept in the ledger even where the system itself ignores it. */
  Optional<String> reference(Call call, ObjectNode body) {
    Optional<String> header = call.header("Idempotency-Key").map(Idempotency::unquoted);
    return switch (this) {
      case HEADER -> header;
      case BODY_FIELD -> Json.string(body, "messageId");
      case PROBE, EXTERNAL_NUMBER, NAMED_RESOURCE, BLIND ->
          Json.string(body, "reference").or(() -> header);
    };
  }

  /** The header's value is a structured string: in quotes, which are no part of the key. */
  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  Reply.Answer fresh(Operation.Posting posting, Effect effect) {
    return Reply.json(201, document(posting, effect));
  }

  Reply.Answer repeated(Operation.Posting posting, Effect first, String digest) {
    boolean same = first.digest().equals(digest);
    return switch (this) {
      case HEADER ->
          same
              ? fresh(posting, first).with("Idempotent-Replayed", "true")
              : Reply.error(
                  422,
                  "idempotency-key-reused",
                  "The key " + first.reference() + " was used for other content.");
      case BODY_FIELD ->
          same
              ? Reply.json(200, with(document(posting, first), "duplicate", true))
              : Reply.error(
                  409,
                  "message-id-reused",
                  "The message " + first.reference() + " came before with other content.");
      case EXTERNAL_NUMBER ->
          Reply.json(
              409,
              with(
                  document(posting, first),
                  "error",
                  Map.of(
                      "code",
                      "exists",
                      "message",
                      "The external number " + first.key() + " exists already.")));
      case NAMED_RESOURCE ->
          same
              ? Reply.json(200, document(posting, first))
              : Reply.error(
                  409, "exists", first.key() + " exists with other content; it is not changed.");
      case PROBE, BLIND -> throw new IllegalStateException(this + " cannot notice a repetition.");
    };
  }

  static Map<String, Object> document(Operation.Posting posting, Effect effect) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("document", effect.document());
    document.put("type", posting.type());
    document.put("state", posting.state());
    document.put("key", effect.key());
    if (effect.reference() != null) {
      document.put("reference", effect.reference());
    }
    document.put("contentDigest", effect.digest());
    document.put("postedAt", effect.at().toString());
    return document;
  }

  private static Map<String, Object> with(Map<String, Object> document, String name, Object value) {
    document.put(name, value);
    return document;
  }
}
