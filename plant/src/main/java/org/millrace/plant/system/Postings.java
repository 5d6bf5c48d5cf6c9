package org.millrace.plant.system;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.millrace.plant.http.PathTemplate;
import org.millrace.plant.json.Json;
import org.millrace.plant.ledger.Movement;
import org.millrace.plant.system.Operation.Posting;
import tools.jackson.databind.node.ObjectNode;

/** The postings that each system accepts. */
final class Postings {
  private static final String ORDER = "order";
  private static final String MATERIAL = "material";
  private static final String QUANTITY = "quantity";
  private static final String SHIPMENT = "shipment";
  private static final String POST = "POST";

  private Postings() {}

  static List<Posting> of(PlantSystem system) {
    return switch (system) {
      case ERP -> erp();
      case MES -> mes();
      case WMS -> wms();
      case QMS -> qms();
      case PLM -> plm();
      case CARRIER -> carrier();
    };
  }

  private static List<Posting> erp() {
    return List.of(
        new Posting(
            "post-confirmation",
            POST,
            PathTemplate.of("/erp/production-orders/{order}/confirmations"),
            "18",
            "production-confirmation",
            "done",
            List.of("confirmation", MATERIAL, QUANTITY, "unit", "postingDate"),
            List.of(ORDER, "confirmation"),
            List.of(ORDER),
            Postings::nothing),
        new Posting(
            "cancel-confirmation",
            POST,
            PathTemplate.of(
                "/erp/production-orders/{order}/confirmations/{confirmation}/cancellation"),
            "19",
            "production-confirmation-cancellation",
            "cancelled",
            List.of(),
            List.of(ORDER, "confirmation"),
            List.of(ORDER),
            Postings::nothing),
        new Posting(
            "post-goods-movement",
            POST,
            PathTemplate.of("/erp/goods-movements"),
            "49",
            "goods-movement",
            "posted",
            List.of("movement", MATERIAL, QUANTITY, "unit", "postingDate"),
            List.of("movement"),
            List.of(ORDER, SHIPMENT),
            Postings::out),
        new Posting(
            "post-goods-receipt",
            POST,
            PathTemplate.of("/erp/goods-receipts"),
            "50",
            "goods-receipt",
            "posted",
            List.of("receipt", MATERIAL, QUANTITY, "unit", "postingDate"),
            List.of("receipt"),
            List.of(ORDER),
            Postings::in),
        new Posting(
            "post-lot-disposition",
            POST,
            PathTemplate.of("/erp/lots/{lot}/dispositions"),
            "32",
            "lot-disposition",
            "posted",
            List.of("inspectionLot", MATERIAL, "disposition"),
            List.of("lot", "inspectionLot"),
            List.of(ORDER, "lot"),
            Postings::nothing),
        new Posting(
            "post-shipment-status",
            POST,
            PathTemplate.of("/erp/shipments/{shipment}/status"),
            "80",
            "shipment-status",
            "posted",
            List.of("status"),
            List.of(SHIPMENT, "status"),
            List.of(SHIPMENT),
            body -> body.path("status").asString("").equals("departed") ? out(body) : List.of()),
        new Posting(
            "post-invoice",
            POST,
            PathTemplate.of("/erp/invoices"),
            "51",
            "invoice",
            "posted",
            List.of("invoice", "currency", "amount", "postingDate"),
            List.of("invoice"),
            List.of(SHIPMENT),
            Postings::nothing));
  }

  private static List<Posting> mes() {
    return List.of(
        new Posting(
            "release-order",
            POST,
            PathTemplate.of("/mes/production-orders"),
            "M",
            "production-order",
            "released",
            List.of(ORDER, MATERIAL, QUANTITY, "unit"),
            List.of(ORDER),
            List.of(ORDER),
            Postings::nothing));
  }

  private static List<Posting> wms() {
    return List.of(
        new Posting(
            "post-stock-movement",
            POST,
            PathTemplate.of("/wms/stock-movements"),
            "W",
            "stock-movement",
            "posted",
            List.of("movement", MATERIAL, QUANTITY),
            List.of("movement"),
            List.of(ORDER, SHIPMENT),
            Postings::in),
        new Posting(
            "create-shipment",
            POST,
            PathTemplate.of("/wms/shipments"),
            "S",
            "shipment",
            "created",
            List.of(SHIPMENT, MATERIAL, QUANTITY),
            List.of(SHIPMENT),
            List.of(SHIPMENT),
            Postings::out));
  }

  private static List<Posting> qms() {
    return List.of(
        new Posting(
            "create-inspection-lot",
            POST,
            PathTemplate.of("/qms/inspection-lots"),
            "Q",
            "inspection-lot",
            "created",
            List.of("externalNumber", MATERIAL, "lot", QUANTITY),
            List.of("externalNumber"),
            List.of(ORDER, "lot"),
            Postings::nothing));
  }

  private static List<Posting> plm() {
    return List.of(
        new Posting(
            "put-engineering-change",
            "PUT",
            PathTemplate.of("/plm/engineering-changes/{change}"),
            "E",
            "engineering-change",
            "recorded",
            List.of(MATERIAL, "reason"),
            List.of("change"),
            List.of(MATERIAL),
            Postings::nothing));
  }

  private static List<Posting> carrier() {
    return List.of(
        new Posting(
            "book-shipment",
            POST,
            PathTemplate.of("/carrier/shipments"),
            "C",
            "booking",
            "booked",
            List.of(SHIPMENT),
            List.of(SHIPMENT),
            List.of(SHIPMENT),
            Postings::nothing));
  }

  private static List<Movement> nothing(ObjectNode body) {
    return List.of();
  }

  private static List<Movement> in(ObjectNode body) {
    Optional<String> material = Json.string(body, MATERIAL);
    Optional<BigDecimal> quantity = Json.decimal(body, QUANTITY);
    return material.isPresent() && quantity.isPresent()
        ? List.of(new Movement(material.get(), quantity.get()))
        : List.of();
  }

  private static List<Movement> out(ObjectNode body) {
    return in(body).stream()
        .map(movement -> new Movement(movement.material(), movement.quantity().negate()))
        .toList();
  }
}
