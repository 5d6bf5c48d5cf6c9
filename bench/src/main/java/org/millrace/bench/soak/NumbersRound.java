package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.kill.Letter;
import org.millrace.bench.kill.Letters;
import org.millrace.bench.kill.Pacer;
import org.millrace.bench.kill.Posting;
import org.millrace.bench.soak.Round.Given;

/** Messages come twice and in any order; one never comes. */
final class NumbersRound {

  private static final int WINDOW = 50;
  private static final double REPEATED = 0.2;
  private static final int ORDERS = 10;
  private static final double RATE = 400;
  private static final int MISSING = 5;
  private static final Duration CASE_LIMIT = Duration.ofMinutes(1);

  private static final String GAP_CASES =
      "select count(*) from failure_case where code = 'sequence-gap' and closed_at is null";

  static final Round ROUND =
      Round.of("numbers", "20 % duplicates, shuffled in a window of 50", 0.05, NumbersRound::mix)
          .loaded(0, RATE)
          .with(byNumber("confirm-production"), byNumber("move-stock"));

  private NumbersRound() {}

  private static Edit byNumber(String flow) {
    return new Edit(
        "flows/" + flow + ".yaml",
        "order: {by: order}",
        "order: {by: order, sequence: sequence, gap: {wait: PT20S}}");
  }

  private static Given mix(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    List<String> broken = new ArrayList<>();
    for (Posting posting : Posting.values()) {
      for (int order = 0; order < ORDERS; order++) {
        place
            .run()
            .send(
                posting,
                place.run().pacer(),
                Letters.shuffled(
                    posting,
                    "PO-" + order,
                    WINDOW,
                    REPEATED,
                    new Random(place.random().nextLong())));
      }
    }
    place.run().send(Posting.CONFIRM_PRODUCTION, Pacer.perSecond(2), withAGap());
    while (System.nanoTime() < end) {
      place.pass(Duration.ofMillis(200));
    }
    if (!place.await(() -> place.journal().count(GAP_CASES) == 1, CASE_LIMIT)) {
      broken.add("a number that never came did not become one case");
    }
    long number =
        place.journal().count("select max(number) from failure_case where code = 'sequence-gap'");
    var _ =
        place
            .api()
            .post("/v1/cases/" + number + "/release", Map.of("reason", "it will not come"))
            .good();
    long messages = place.journal().count("select count(*) from message");
    return new Given(
        place.run().accepted(),
        String.format(
            Locale.ROOT,
            "%,d messages of %,d accepted requests; the number that never came: one case",
            messages,
            place.run().accepted()),
        broken);
  }

  private static Letters withAGap() {
    int[] sequence = {0};
    return () -> {
      sequence[0] += sequence[0] == MISSING - 1 ? 2 : 1;
      return Letter.of(Posting.CONFIRM_PRODUCTION, "PG-1", sequence[0]);
    };
  }
}
