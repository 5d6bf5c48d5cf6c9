package org.millrace.bench.kill;

import java.util.Locale;

/**
 * What the kill run sends: two operations of the simulated plant, one to a target that drops
 * repetitions by a token, one to a target that can only be asked.
 */
public enum Posting {
  MOVE_STOCK("move-stock", "wms") {
    @Override
    String document(String order, int sequence, String unit, String lot) {
      return format(
          """
          {"plant":"P100","material":"FG-1000","movement":"MV-%1$s-%2$d","movementType":"putaway",\
          "order":"%1$s","sequence":%2$d,"lot":"%4$s","quantity":1,"unit":"%3$s",\
          "fromLocation":"LINE-1","toLocation":"WH-02"}\
          """,
          order, sequence, unit, lot);
    }
  },
  CONFIRM_PRODUCTION("confirm-production", "erp") {
    @Override
    String document(String order, int sequence, String unit, String lot) {
      return format(
          """
          {"plant":"P100","material":"FG-1000","order":"%1$s","confirmation":"%2$d",\
          "sequence":%2$d,"line":"LINE-1","operation":"0010","quantity":1,"scrap":0,"unit":"%3$s",\
          "lot":"%4$s","postingDate":"2026-11-20","labourMinutes":4,"machineMinutes":3,\
          "components":[]}\
          """,
          order, sequence, unit, lot);
    }
  };

  private final String operation;
  private final String system;

  Posting(String operation, String system) {
    this.operation = operation;
    this.system = system;
  }

  /** The operation at the node. */
  public String operation() {
    return operation;
  }

  /** The plant's system in whose ledger the effect must be. */
  public String system() {
    return system;
  }

  abstract String document(String order, int sequence, String unit, String lot);

  private static String format(
      String document, String order, int sequence, String unit, String lot) {
    return String.format(Locale.ROOT, document, order, sequence, unit, lot);
  }
}
