package org.millrace.bench.kill;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the kill run sends: two operations of the simulated plant, one to a target that drops
 * repetitions by a token, one to a target that can only be asked.
 */
enum Posting {
  MOVE_STOCK("move-stock", "wms") {
    @Override
    String document(String order, int sequence) {
      return format(
          """
          {"plant":"P100","material":"FG-1000","movement":"MV-%1$s-%2$d","movementType":"putaway",\
          "order":"%1$s","sequence":%2$d,"lot":"L-%1$s","quantity":1,"unit":"PCE",\
          "fromLocation":"LINE-1","toLocation":"WH-02"}\
          """,
          order, sequence);
    }
  },
  CONFIRM_PRODUCTION("confirm-production", "erp") {
    @Override
    String document(String order, int sequence) {
      return format(
          """
          {"plant":"P100","material":"FG-1000","order":"%1$s","confirmation":"%2$d",\
          "sequence":%2$d,"line":"LINE-1","operation":"0010","quantity":1,"scrap":0,"unit":"PCE",\
          "lot":"L-%1$s","postingDate":"2026-11-20","labourMinutes":4,"machineMinutes":3,\
          "components":[]}\
          """,
          order, sequence);
    }
  };

  private final String operation;
  private final String system;

  Posting(String operation, String system) {
    this.operation = operation;
    this.system = system;
  }

  /** The operation at the node. */
  String operation() {
    return operation;
  }

  /** The plant's system in whose ledger the effect must be. */
  String system() {
    return system;
  }

  /** The stream that an order's messages form. */
  String stream(String order) {
    return system + "/" + order;
  }

  abstract String document(String order, int sequence);

  byte[] body(String order, int sequence) {
    return document(order, sequence).getBytes(StandardCharsets.UTF_8);
  }

  private static String format(String document, String order, int sequence) {
    return String.format(Locale.ROOT, document, order, sequence);
  }
}
