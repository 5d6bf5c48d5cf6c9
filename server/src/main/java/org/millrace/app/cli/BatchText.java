package org.millrace.app.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A batch as a person reads it in a terminal. */
final class BatchText {

  /** Refused records that are printed for a person. */
  static final int PRINTED = 20;

  private BatchText() {}

  static String list(List<JsonNode> batches) {
    Table table = new Table("");
    for (JsonNode batch : batches) {
      table.row(
          MessageText.time(batch, "receivedAt"),
          Json.text(batch, "id"),
          Json.text(batch, "key"),
          Json.text(batch, "operation"),
          counts(batch));
    }
    return table.toString();
  }

  private static String counts(JsonNode batch) {
    return "%d records: %d taken, %d repeated, %d refused, %d to come"
        .formatted(
            batch.path("records").asInt(),
            batch.path("taken").asInt(),
            batch.path("repeated").asInt(),
            batch.path("refused").asInt(),
            batch.path("open").asInt());
  }

  /** Everything about one. */
  static String story(JsonNode batch, List<JsonNode> refused) {
    Table about = new Table("  ");
    about.row("id", Json.text(batch, "id"));
    about.row("from", Json.text(batch, "sender") + ", " + MessageText.time(batch, "receivedAt"));
    about.row("policy", Json.text(batch, "policy"));
    about.row("records", counts(batch));
    JsonNode messages = batch.path("messages");
    about.row(
        "messages",
        "%d confirmed, %d delivered, %d moving, %d waiting, %d need a person, %d ended without effect"
            .formatted(
                messages.path("confirmed").asInt(),
                messages.path("delivered").asInt(),
                messages.path("moving").asInt(),
                messages.path("waiting").asInt(),
                messages.path("needsPerson").asInt(),
                messages.path("ended").asInt()));
    JsonNode totals = batch.path("controlTotals");
    if (totals.isObject()) {
      about.row("totals", totals.path("match").asBoolean() ? "match" : differences(totals));
    }
    if (!Json.text(batch, "reason").isEmpty()) {
      about.row("refused", Json.text(batch, "reason"));
    }
    StringBuilder text = new StringBuilder();
    text.append("batch %s: %s%n".formatted(Json.text(batch, "key"), Json.text(batch, "state")));
    text.append(about);
    if (!refused.isEmpty()) {
      text.append(System.lineSeparator().repeat(2)).append("Refused records");
      text.append(System.lineSeparator()).append(refused(batch, refused));
    }
    return text.toString();
  }

  private static String differences(JsonNode totals) {
    return String.join(
        "; ",
        Json.list(totals, "differences").stream()
            .map(at -> Json.text(at, "pointer") + " " + Json.text(at, "message"))
            .toList());
  }

  private static String refused(JsonNode batch, List<JsonNode> refused) {
    Table table = new Table("  ");
    for (JsonNode record : refused.stream().limit(PRINTED).toList()) {
      JsonNode problem = record.path("problem");
      String fields =
          String.join(
              "; ",
              Json.list(problem, "errors").stream()
                  .map(at -> Json.text(at, "pointer") + " " + Json.text(at, "message"))
                  .toList());
      table.row(
          "record " + record.path("index").asInt(),
          Json.text(record, "key"),
          fields.isEmpty() ? Json.text(problem, "detail") : fields);
      table.row("", "", Json.text(record, "remedy"));
    }
    int more = batch.path("refused").asInt() - Math.min(refused.size(), PRINTED);
    return more > 0 ? table + "%n  and %d more".formatted(more) : table.toString();
  }
}
