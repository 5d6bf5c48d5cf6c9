package org.millrace.plant.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.millrace.plant.fault.ActiveFault;
import org.millrace.plant.fault.FaultBoard;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.Reply;
import org.millrace.plant.http.Responder;
import org.millrace.plant.json.Json;
import org.millrace.plant.ledger.Digest;
import org.millrace.plant.ledger.Effect;
import org.millrace.plant.ledger.EffectDraft;
import org.millrace.plant.ledger.EffectLedger;
import org.millrace.plant.ledger.Recorded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One system at work: finds the operation, lets a standing fault have its way, checks credentials
 * and content, and answers only after the effect is durable. Thread-safe.
 */
public final class Desk implements Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final PlantSystem system;
  private final List<Operation> operations;
  private final Door door;
  private final Optional<BusinessRules> rules;
  private final EffectLedger ledger;
  private final FaultBoard faults;
  private final Idempotency idempotency;

  Desk(
      PlantSystem system,
      List<Operation> operations,
      Door door,
      Optional<BusinessRules> rules,
      EffectLedger ledger,
      FaultBoard faults) {
    this.system = system;
    this.operations = List.copyOf(operations);
    this.door = door;
    this.rules = rules;
    this.ledger = ledger;
    this.faults = faults;
    this.idempotency = Idempotency.of(system);
  }

  public EffectLedger ledger() {
    return ledger;
  }

  public List<Operation> operations() {
    return operations;
  }

  @Override
  public Reply reply(Call call) {
    boolean known = false;
    for (Operation operation : operations) {
      Optional<Map<String, String>> places = operation.path().match(call.path());
      if (places.isPresent() && operation.method().equals(call.method())) {
        return faulted(operation, call, places.get());
      }
      known |= places.isPresent();
    }
    return known
        ? Reply.error(405, "method-not-allowed", call.method() + " is not possible here.")
        : Reply.error(404, "not-found", "/" + String.join("/", call.path()) + " does not exist.");
  }

  private Reply faulted(Operation operation, Call call, Map<String, String> places) {
    boolean posting = operation instanceof Operation.Posting;
    Optional<ActiveFault> fault =
        faults.next(
            system.pathName(),
            operation.name(),
            posting,
            new String(call.body().octets(), StandardCharsets.UTF_8));
    return fault.isEmpty()
        ? serve(operation, call, places)
        : FaultEffect.of(
            fault.get(),
            () -> serve(operation, call, places),
            () -> pretend(operation, call, places));
  }

  private Reply.Answer serve(Operation operation, Call call, Map<String, String> places) {
    if (!door.admits(call) && !Logins.isLogin(operation)) {
      return Reply.error(401, "unauthorized", "Credentials are missing, wrong or expired.")
          .with("WWW-Authenticate", system == PlantSystem.MES ? "Basic" : "Bearer");
    }
    return switch (operation) {
      case Operation.Lookup lookup -> lookup.answering().answer(call, places);
      case Operation.Posting posting -> post(posting, call, places);
    };
  }

  private Reply.Answer post(Operation.Posting posting, Call call, Map<String, String> places) {
    Optional<ObjectNode> body = call.json();
    if (body.isEmpty()) {
      return Reply.error(400, "malformed-json", "The body is not a JSON object.");
    }
    places.forEach(body.get()::put);
    Optional<Refusal> refusal =
        BusinessRules.shape(posting, body.get())
            .or(() -> token(call, body.get()))
            .or(() -> rules.flatMap(all -> all.business(body.get())));
    if (refusal.isPresent()) {
      return refusal.get().answer();
    }
    EffectDraft draft = draft(posting, call, body.get());
    try {
      return switch (ledger.record(draft, idempotency.uniqueness()).join()) {
        case Recorded.Fresh fresh -> idempotency.fresh(posting, fresh.effect());
        case Recorded.Existing existing ->
            idempotency.repeated(posting, existing.effect(), draft.digest());
      };
    } catch (CompletionException e) {
      LOG.error("{} cannot write its ledger; it refuses until a restart", system, e);
      return Reply.error(500, "ledger", "The effect could not be made durable.");
    }
  }

  private Optional<Refusal> token(Call call, ObjectNode body) {
    return idempotency == Idempotency.BODY_FIELD && idempotency.reference(call, body).isEmpty()
        ? Optional.of(new Refusal(422, "missing-field", "Missing: messageId."))
        : Optional.empty();
  }

  private EffectDraft draft(Operation.Posting posting, Call call, ObjectNode body) {
    String key =
        posting.key().stream()
            .map(field -> Json.string(body, field).orElse(""))
            .collect(Collectors.joining("/"));
    String orderKey =
        posting.orderKey().stream()
            .flatMap(field -> Json.string(body, field).stream())
            .findFirst()
            .orElse(null);
    return new EffectDraft(
        posting.name(),
        posting.prefix(),
        key,
        idempotency.reference(call, body).orElse(null),
        orderKey,
        Json.integer(body, "sequence").orElse(null),
        Digest.hex(call.body().octets()),
        posting.movements().apply(body));
  }

  /** The answer of a posting that never happens; its document number comes from nowhere. */
  private Reply.Answer pretend(Operation operation, Call call, Map<String, String> places) {
    Optional<ObjectNode> body = call.json();
    if (!(operation instanceof Operation.Posting posting) || body.isEmpty()) {
      return serve(operation, call, places);
    }
    places.forEach(body.get()::put);
    EffectDraft draft = draft(posting, call, body.get());
    long number = UUID.nameUUIDFromBytes(call.body().octets()).getMostSignificantBits() >>> 38;
    return idempotency.fresh(posting, Effect.unwritten(ledger.now(), number, draft));
  }
}
