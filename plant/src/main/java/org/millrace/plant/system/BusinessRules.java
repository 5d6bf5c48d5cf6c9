package org.millrace.plant.system;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.millrace.plant.json.Json;
import org.millrace.plant.master.Catalogue;
import org.millrace.plant.master.Item;
import org.millrace.plant.master.MasterData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a posting must satisfy beyond its shape. Only the ERP guards master data and periods. */
final class BusinessRules {
  private final MasterData masterData;

  BusinessRules(MasterData masterData) {
    this.masterData = masterData;
  }

  static Optional<Refusal> shape(Operation.Posting posting, ObjectNode body) {
    List<String> missing =
        posting.required().stream()
            .filter(field -> body.path(field).isMissingNode() || body.path(field).isNull())
            .toList();
    if (!missing.isEmpty()) {
      return Optional.of(
          new Refusal(422, "missing-field", "Missing: " + String.join(", ", missing) + "."));
    }
    if (body.has("quantity") && !body.path("quantity").isNumber()) {
      return Optional.of(new Refusal(422, "malformed-field", "quantity must be a number."));
    }
    if (Json.decimal(body, "quantity").filter(quantity -> quantity.signum() < 0).isPresent()) {
      return Optional.of(
          new Refusal(422, "negative-quantity", "A quantity cannot be negative; reverse instead."));
    }
    return Optional.empty();
  }

  Optional<Refusal> business(ObjectNode body) {
    return period(body).or(() -> item(body)).or(() -> components(body));
  }

  private Optional<Refusal> period(ObjectNode body) {
    Optional<String> date = Json.string(body, "postingDate");
    if (date.isEmpty()) {
      return Optional.empty();
    }
    try {
      YearMonth period = YearMonth.from(LocalDate.parse(date.get()));
      return masterData.open(period)
          ? Optional.empty()
          : Optional.of(Refusal.closedPeriod(period.toString()));
    } catch (DateTimeException e) {
      return Optional.of(new Refusal(422, "malformed-field", "postingDate must be yyyy-mm-dd."));
    }
  }

  private Optional<Refusal> item(JsonNode node) {
    Optional<String> material = Json.string(node, "material");
    if (material.isEmpty()) {
      return Optional.empty();
    }
    Optional<Item> item = masterData.item(material.get());
    if (item.isEmpty()) {
      return Optional.of(Refusal.missingItem(material.get()));
    }
    if (!item.get().active()) {
      return Optional.of(Refusal.inactiveItem(material.get(), Catalogue.PLANT));
    }
    return Json.string(node, "unit")
        .filter(unit -> !unit.equals(item.get().unit()))
        .map(unit -> Refusal.unitMismatch(unit, material.get(), item.get().unit()));
  }

  private Optional<Refusal> components(ObjectNode body) {
    for (JsonNode component : body.path("components")) {
      Optional<Refusal> refusal = item(component);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }
}
