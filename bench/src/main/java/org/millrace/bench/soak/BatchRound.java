package org.millrace.bench.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.millrace.bench.kill.Letter;
import org.millrace.bench.kill.Posting;
import org.millrace.bench.soak.Round.Given;
import tools.jackson.databind.JsonNode;

/** The node is killed while it takes a batch of 10,000 records in. */
final class BatchRound {

  private static final int RECORDS = 10_000;
  private static final int KILLS = 5;
  private static final int RECORDS_OF_AN_ORDER = 100;
  private static final Duration TAKEN_LIMIT = Duration.ofMinutes(2);

  static final Round ROUND =
      Round.of("batch", "kill inside a batch of 10,000 records", 0.05, BatchRound::kill)
          .loaded(4, 8);

  private BatchRound() {}

  /** The letters of one batch; its number is in the orders' names. */
  static List<Letter> letters(int batch, int records, int ofAnOrder) {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      String order = "B" + batch + "-" + i / ofAnOrder;
      letters.add(Letter.of(Posting.CONFIRM_PRODUCTION, order, 1 + i % ofAnOrder));
    }
    return letters;
  }

  private static Given kill(Place place, long end) throws IOException, InterruptedException {
    List<String> broken = new ArrayList<>();
    int kills = 0;
    int batches = 0;
    while (batches == 0 || System.nanoTime() < end) {
      Handed batch =
          Handed.in(place, "batch-" + batches, letters(batches, RECORDS, RECORDS_OF_AN_ORDER));
      long open = RECORDS;
      while (open > 0) {
        Thread.sleep(place.random().nextInt(700));
        long before = batch.open();
        if (before > open) {
          broken.add("a batch had " + before + " open records after a kill, " + open + " before");
        }
        if (before > 0 && kills < (batches + 1) * KILLS) {
          place.node().kill();
          var _ = place.node().start();
          kills++;
        }
        open = before;
      }
      if (!place.await(() -> batch.open() == 0, TAKEN_LIMIT)) {
        broken.add("a batch was not taken within " + TAKEN_LIMIT.toMinutes() + " min");
      }
      batches++;
      JsonNode standing = batch.standing();
      int promised = batch.promise();
      if (standing.path("taken").asInt() != RECORDS || promised != RECORDS) {
        broken.add("of " + RECORDS + " records: " + standing);
      }
    }
    return new Given(
        kills, batches + " batches of 10,000, each record taken once, none refused", broken);
  }
}
