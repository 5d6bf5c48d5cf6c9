package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.soak.Round.Given;

/** Contract and flow change while messages are in flight; each keeps the one it came under. */
final class ChangeRound {

  private static final String FLOW = "flows/confirm-production.yaml";
  private static final int BACKLOG = 1_000;
  private static final Duration BACKLOG_LIMIT = Duration.ofMinutes(1);
  private static final Duration AFTER_IT = Duration.ofSeconds(2);

  static final Round ROUND =
      Round.of("change", "contract and flow changed mid-flight", 0.03, ChangeRound::change)
          .loaded(40, 200)
          .with(
              new Edit(
                  FLOW,
                  "operation: post-confirmation",
                  "operation: post-confirmation, map: to-erp"),
              mapping(1),
              new Edit("systems/erp.yaml", "settle: PT2S", "settle: PT2S\nbreaker: {open: PT1S}"));

  private ChangeRound() {}

  /** Its documents tell by which landscape they were made; the first one in force is number 1. */
  private static Edit mapping(int landscape) {
    return Edit.whole(
        "mappings/to-erp.jsonata",
        "$merge([$, {\"reference\": \"L%d/\" & order & \"/\" & confirmation}])\n"
            .formatted(landscape));
  }

  private static Edit[] contract(int landscape) {
    return new Edit[] {
      Edit.whole(
          "contracts/order-confirmation/1." + landscape + ".0.schema.json",
          """
          {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
           "title": "Order confirmation",
           "required": ["order", "confirmation", "sequence", "quantity", "unit", "lot"]}
          """)
    };
  }

  private static Given change(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    int landscape = 1;
    long inFlight = 0;
    while (landscape == 1 || System.nanoTime() < end) {
      landscape++;
      var _ = place.plant().set("erp", "down", Map.of());
      if (!place.await(() -> place.journal().backlog("erp") >= BACKLOG, BACKLOG_LIMIT)) {
        throw new EngineFailure("there was nothing in flight to change the landscape under");
      }
      inFlight += place.journal().backlog("erp");
      List<Edit> edits =
          Stream.concat(Stream.of(mapping(landscape)), Arrays.stream(contract(landscape))).toList();
      place.run().apply(edits);
      place.pass(AFTER_IT);
      place.plant().lift();
      place.pass(AFTER_IT);
    }
    long versions = place.journal().count("select count(distinct landscape_version) from message");
    return new Given(
        inFlight,
        String.format(
            Locale.ROOT, "in flight over %d changes, %d landscapes", landscape - 1, versions));
  }
}
