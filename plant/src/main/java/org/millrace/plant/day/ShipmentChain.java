package org.millrace.plant.day;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.millrace.plant.json.Json;
import org.millrace.plant.master.Catalogue;
import org.millrace.plant.master.Item;
import tools.jackson.databind.node.ObjectNode;

/** A released lot on its way to the customer: what ERP, WMS and the carrier send about it. */
record ShipmentChain(
    DayPlan plan, String number, Item material, String lot, Random random, Sender sender) {

  void ship(Duration start, int quantity) {
    String shipment = "SH-" + number;
    ObjectNode request = about(shipment, quantity).put("customer", customer());
    sender.send(start, "request-shipment", "erp", shipment, shipment, request);

    Duration packed = start.plusMinutes(10 + random.nextInt(15));
    ObjectNode confirmed = about(shipment, quantity).put("consignee", customer());
    confirmed.put("packages", 1 + quantity / 40).put("grossWeightKilograms", quantity * 4);
    sender.send(packed, "confirm-shipment", "wms", shipment, shipment, confirmed);

    Duration gone = packed.plusMinutes(15 + random.nextInt(20));
    sender.send(
        gone,
        "report-shipment-status",
        "carrier",
        shipment + "/departed",
        shipment,
        about(shipment, quantity).put("status", "departed").put("occurredAt", time(gone)));

    Duration there = gone.plusMinutes(40 + random.nextInt(60));
    sender.send(
        there,
        "report-shipment-status",
        "carrier",
        shipment + "/delivered",
        shipment,
        about(shipment, quantity).put("status", "delivered").put("occurredAt", time(there)));

    Duration billed = there.plusMinutes(5 + random.nextInt(10));
    String invoice = "FI-" + number;
    ObjectNode body = Json.object().put("invoice", invoice).put("shipment", shipment);
    body.put("invoiceType", "freight").put("currency", "EUR");
    body.put("amount", BigDecimal.valueOf(4500 + 35L * quantity, 2));
    body.put("postingDate", plan.date().toString());
    sender.send(billed, "post-invoice", "carrier", invoice, shipment, body);
  }

  private ObjectNode about(String shipment, int quantity) {
    ObjectNode body = Json.object().put("shipment", shipment).put("plant", Catalogue.PLANT);
    body.put("material", material.material()).put("lot", lot);
    return body.put("quantity", quantity).put("unit", material.unit());
  }

  private String customer() {
    return "C-" + (100 + Math.floorMod(number.hashCode(), 40));
  }

  private String time(Duration at) {
    return plan.date().atStartOfDay().plus(at) + "Z";
  }
}
