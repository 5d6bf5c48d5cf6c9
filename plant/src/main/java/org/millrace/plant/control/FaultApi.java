package org.millrace.plant.control;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.millrace.plant.fault.ActiveFault;
import org.millrace.plant.fault.FaultBoard;
import org.millrace.plant.fault.FaultKind;
import org.millrace.plant.fault.FaultSpec;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.Reply;
import org.millrace.plant.json.Json;
import org.millrace.plant.system.Desks;
import org.millrace.plant.system.PlantSystem;
import tools.jackson.databind.node.ObjectNode;

/** Switches faults on and off. */
final class FaultApi {
  private static final List<String> FIELDS =
      List.of(
          "system",
          "operation",
          "containing",
          "fault",
          "probability",
          "count",
          "seconds",
          "millis",
          "rate",
          "retryAfter",
          "reset");

  private final FaultBoard faults;
  private final Desks desks;

  FaultApi(FaultBoard faults, Desks desks) {
    this.faults = faults;
    this.desks = desks;
  }

  Reply.Answer list() {
    List<Map<String, Object>> shown = faults.standing().stream().map(FaultApi::shown).toList();
    return Reply.json(200, Map.of("faults", shown));
  }

  Reply.Answer liftAll() {
    faults.liftAll();
    return list();
  }

  Reply.Answer lift(String id) {
    boolean lifted = id.matches("\\d{1,18}") && faults.lift(Long.parseLong(id));
    return lifted ? list() : Reply.error(404, "not-found", "No fault " + id + " stands.");
  }

  Reply.Answer add(Call call) {
    Optional<ObjectNode> body = call.json();
    if (body.isEmpty()) {
      return bad("Send a JSON object with system and fault.");
    }
    List<String> unknown =
        body.get().propertyNames().stream().filter(name -> !FIELDS.contains(name)).toList();
    if (!unknown.isEmpty()) {
      return bad("Unknown: " + unknown + "; known are " + FIELDS + ".");
    }
    Optional<PlantSystem> system = Json.string(body.get(), "system").flatMap(PlantSystem::of);
    Optional<FaultKind> kind = Json.string(body.get(), "fault").flatMap(FaultKind::of);
    if (system.isEmpty() || kind.isEmpty()) {
      return bad(
          "system is one of "
              + Arrays.stream(PlantSystem.values()).map(PlantSystem::pathName).toList()
              + ", fault is one of "
              + Arrays.stream(FaultKind.values())
                  .map(FaultKind::wireName)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    Optional<String> operation = Json.string(body.get(), "operation");
    if (operation.isPresent() && !desks.knows(system.get(), operation.get())) {
      return bad("The system has no operation " + operation.get() + ".");
    }
    try {
      return Reply.json(201, shown(faults.add(spec(system.get(), kind.get(), body.get()))));
    } catch (IllegalArgumentException e) {
      return bad(String.valueOf(e.getMessage()));
    }
  }

  private static Reply.Answer bad(String message) {
    return Reply.error(400, "bad-fault", message);
  }

  private static FaultSpec spec(PlantSystem system, FaultKind kind, ObjectNode body) {
    Duration delay =
        Json.integer(body, "millis").map(Duration::ofMillis).orElse(FaultSpec.DEFAULT_DELAY);
    Duration retryAfter =
        Json.integer(body, "retryAfter")
            .map(Duration::ofSeconds)
            .orElse(FaultSpec.DEFAULT_RETRY_AFTER);
    return new FaultSpec(
        system.pathName(),
        Json.string(body, "operation").orElse(null),
        Json.string(body, "containing").orElse(null),
        kind,
        Json.decimal(body, "probability").map(BigDecimal::doubleValue).orElse(1.0),
        Json.integer(body, "count").orElse(null),
        Json.decimal(body, "seconds")
            .map(seconds -> Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)))
            .orElse(null),
        delay,
        Json.decimal(body, "rate").map(BigDecimal::doubleValue).orElse(FaultSpec.DEFAULT_RATE),
        retryAfter,
        body.path("reset").asBoolean(false));
  }

  private static Map<String, Object> shown(ActiveFault fault) {
    FaultSpec spec = fault.spec();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", fault.id());
    shown.put("system", spec.system());
    if (spec.operation() != null) {
      shown.put("operation", spec.operation());
    }
    if (spec.containing() != null) {
      shown.put("containing", spec.containing());
    }
    shown.put("fault", spec.kind().wireName());
    shown.put("probability", spec.probability());
    if (spec.count() != null) {
      shown.put("count", spec.count());
    }
    if (spec.lasts() != null) {
      shown.put("seconds", spec.lasts().toMillis() / 1000.0);
    }
    shown.put("hits", fault.hits());
    return shown;
  }
}
