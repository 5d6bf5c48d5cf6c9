package org.millrace.plant.day;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.millrace.plant.json.Json;
import org.millrace.plant.master.Catalogue;
import org.millrace.plant.master.Item;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One production order from its release to stock: what ERP, MES, WMS and QMS send about it. */
final class OrderChain {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");
  private static final int COMPONENTS = 3;

  private final DayPlan plan;
  private final Random random;
  private final Trouble trouble;
  private final Sender sender;
  private final Item material;
  private final List<Item> components;
  private final int quantity;
  private final String number;
  private final String order;
  private final String lot;
  private final String line;
  private Duration at;

  OrderChain(DayPlan plan, long orderNumber, Duration start) {
    this.plan = plan;
    this.random = new Random(plan.seed() * 1_000_003 + orderNumber);
    // Its own stream: what goes wrong must not change what is produced.
    this.trouble = new Trouble(new Random(plan.seed() * 7_368_787 + orderNumber), plan.calm());
    this.sender = new Sender(random, trouble);
    Item drawn = Catalogue.finished().get(random.nextInt(Catalogue.finished().size()));
    this.material = trouble.inactiveItem() ? Catalogue.inactive() : drawn;
    int first = random.nextInt(Catalogue.components().size() - COMPONENTS);
    this.components = Catalogue.components().subList(first, first + COMPONENTS);
    this.quantity = 10 * (2 + random.nextInt(30));
    this.number = plan.date().format(DAY) + String.format("-%05d", orderNumber);
    this.order = "PO-" + number;
    this.lot = "L-" + number;
    this.line = "LINE-" + (1 + random.nextInt(4));
    this.at = start.plusSeconds(random.nextInt(60));
  }

  List<DayEvent> events() {
    release();
    issueComponents();
    int good = confirm();
    receive(good);
    if (inspect(good)) {
      later(10, 20);
      new ShipmentChain(plan, number, material, lot, random, sender).ship(at, good);
    }
    return sender.events();
  }

  private void release() {
    ObjectNode body = about().put("order", order).put("lot", lot);
    body.put("quantity", quantity).put("unit", material.unit()).put("line", line);
    body.put("scheduledStart", plan.date().atStartOfDay().plus(at).toString());
    body.put("scheduledEnd", plan.date().atStartOfDay().plus(at).plusHours(2).toString());
    ArrayNode operations = body.putArray("operations");
    operations.addObject().put("operation", "0010").put("description", "Machining");
    operations.addObject().put("operation", "0020").put("description", "Assembly and test");
    sender.send(at, "release-production-order", "erp", order, order, body);
  }

  private void issueComponents() {
    later(2, 5);
    for (int i = 0; i < components.size(); i++) {
      Item component = components.get(i);
      String movement = "GI-" + number + "-" + (i + 1);
      ObjectNode body = Json.object().put("plant", Catalogue.PLANT);
      body.put("movement", movement).put("movementType", "issue-to-production");
      body.put("order", order).put("material", component.material()).put("lot", lotOf(component));
      body.put("quantity", needed(component, quantity)).put("unit", component.unit());
      body.put("fromLocation", "WH-01").put("toLocation", line);
      body.put("postingDate", plan.date().toString());
      sender.send(at.plusSeconds(20L * i), "post-goods-issue", "wms", movement, order, body);
    }
  }

  /** Confirms in parts and returns the good quantity. */
  private int confirm() {
    int parts = 2 + random.nextInt(3);
    int good = 0;
    boolean overtaken = trouble.overtaken();
    for (int part = 1; part <= parts; part++) {
      later(10, 20);
      int share = part == parts ? quantity - quantity / parts * (parts - 1) : quantity / parts;
      int scrap = random.nextInt(20) == 0 ? 1 + random.nextInt(3) : 0;
      good += share - scrap;
      String confirmation = String.format("%04d", part * 10);
      ObjectNode body = confirmation(confirmation, part, share - scrap, scrap);
      // The first one comes after the second: a buffering gateway on the shop floor does that.
      Duration sentAt = overtaken && part == 1 ? at.plusMinutes(25) : at;
      String key = order + "/" + confirmation;
      sender.send(sentAt, "confirm-production", "mes", key, order, body);
    }
    at = overtaken ? at.plusMinutes(30) : at;
    return good;
  }

  private ObjectNode confirmation(String confirmation, int part, int good, int scrap) {
    LocalDate posted = trouble.closedPeriod() ? plan.date().minusMonths(2) : plan.date();
    ObjectNode body = about().put("order", order).put("confirmation", confirmation);
    body.put("sequence", part).put("line", line).put("operation", part == 1 ? "0010" : "0020");
    body.put("quantity", good).put("scrap", scrap);
    body.put("unit", trouble.wrongUnit() ? "KGM" : material.unit());
    body.put("lot", lot).put("postingDate", posted.toString());
    body.put("labourMinutes", 20 + random.nextInt(40));
    body.put("machineMinutes", 10 + random.nextInt(30));
    ArrayNode consumed = body.putArray("components");
    for (int i = 0; i < components.size(); i++) {
      Item component = components.get(i);
      ObjectNode one = consumed.addObject();
      one.put("material", component.material()).put("lot", lotOf(component));
      one.put("quantity", needed(component, good + scrap)).put("unit", component.unit());
    }
    return body;
  }

  private void receive(int good) {
    later(3, 8);
    String movement = "MV-" + number;
    ObjectNode stored = about().put("movement", movement).put("movementType", "putaway");
    stored.put("order", order).put("lot", lot).put("quantity", good).put("unit", material.unit());
    stored.put("fromLocation", line).put("toLocation", "WH-02");
    sender.send(at, "move-stock", "mes", movement, order, stored);
    later(2, 4);
    String receipt = "GR-" + number;
    ObjectNode body = about().put("receipt", receipt).put("order", order).put("lot", lot);
    body.put("quantity", good).put("unit", material.unit()).put("location", "WH-02");
    body.put("postingDate", plan.date().toString());
    sender.send(at, "post-goods-receipt", "wms", receipt, order, body);
  }

  /** Returns whether the lot was released. */
  private boolean inspect(int good) {
    String inspection = "IL-" + number;
    ObjectNode opened = about().put("inspectionLot", inspection).put("lot", lot);
    opened.put("order", order).put("quantity", good).put("unit", material.unit());
    opened.put("origin", "production");
    sender.send(at.plusSeconds(30), "open-inspection-lot", "mes", inspection, lot, opened);
    later(12, 25);
    boolean released = random.nextInt(14) != 0;
    ObjectNode body = about().put("inspectionLot", inspection).put("lot", lot).put("order", order);
    body.put("disposition", released ? "released" : "blocked");
    body.put("inspected", Math.max(1, good / 20)).put("defects", released ? 0 : 2);
    sender.send(at, "report-quality-lot", "qms", inspection, lot, body);
    if (!released) {
      later(5, 15);
      String change = "EC-" + number;
      ObjectNode request = about().put("change", change).put("lot", lot);
      request.put("reason", "Seal leaks at test pressure; tighten the tolerance of the seat.");
      sender.send(at, "request-engineering-change", "qms", change, change, request);
    }
    return released;
  }

  private ObjectNode about() {
    return Json.object().put("plant", Catalogue.PLANT).put("material", material.material());
  }

  private String lotOf(Item component) {
    return component.material() + "-" + plan.date().format(DAY);
  }

  /** Pieces are counted, all else is measured to the gram or the millimetre. */
  private static BigDecimal needed(Item item, int pieces) {
    return item.unit().equals("PCE")
        ? BigDecimal.valueOf(pieces)
        : BigDecimal.valueOf(pieces)
            .multiply(new BigDecimal("0.125"))
            .setScale(3, RoundingMode.HALF_UP);
  }

  private void later(int fromMinutes, int toMinutes) {
    at = at.plusSeconds(60L * fromMinutes + random.nextInt(60 * (toMinutes - fromMinutes)));
  }
}
