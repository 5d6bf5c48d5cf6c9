package org.millrace.plant.system;

import org.millrace.plant.http.Reply;

/** Why a system does not accept a posting; nothing happened. */
record Refusal(int status, String code, String message) {
  Reply.Answer answer() {
    return Reply.error(status, code, message);
  }

  static Refusal closedPeriod(String period) {
    return new Refusal(422, "closed-period", "The period " + period + " is closed for posting.");
  }

  static Refusal missingItem(String material) {
    return new Refusal(422, "unknown-item", "The item " + material + " does not exist.");
  }

  static Refusal inactiveItem(String material, String plant) {
    return new Refusal(
        422, "inactive-item", "The item " + material + " is not active at plant " + plant + ".");
  }

  static Refusal unitMismatch(String unit, String material, String expected) {
    return new Refusal(
        422,
        "unit-mismatch",
        "The unit of measure " + unit + " does not fit item " + material + "; use " + expected);
  }
}
