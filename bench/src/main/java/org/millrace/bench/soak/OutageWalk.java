package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.adapter.testkit.FaultProxy;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.kill.Posting;
import org.millrace.bench.soak.Round.Given;

/**
 * A long outage of the ERP, compressed in time: as many trials of the target as in four hours, and
 * a backlog that comes meanwhile.
 *
 * @param backlog messages that come during the outage beside the usual ones
 * @param capacity of the target in messages a second, as its landscape declares it
 */
public record OutageWalk(int backlog, int capacity) {

  private static final int CONCURRENCY = 64;
  private static final int RECORDS_OF_AN_ORDER = 10;

  /** Four hours of an unanswering target that is tried every 30 s. */
  private static final int TRIALS = 4 * 60 * 2;

  private static final Duration BETWEEN_TRIALS = Duration.ofMillis(100);
  private static final int MOST_IN_A_BATCH = 10_000;
  private static final Duration TAKEN_LIMIT = Duration.ofMinutes(5);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(30);

  /** Until then the requests that were under way when it began have ended. */
  private static final Duration NOTICED = Duration.ofSeconds(15);

  private static final double LEAST_SHARE = 0.8;

  Round round() {
    return Round.of("outage", "4-hour outage of the ERP", 0.1, this::walk)
        .loaded(20, 20)
        .with(
            new Edit("systems/erp.yaml", "settle: PT2S", "settle: PT2S\nbreaker: {open: PT0.1S}"),
            new Edit(
                "systems/erp.yaml",
                "limits: {concurrency: 32,",
                "limits: {concurrency: %d, rate: %d/s,".formatted(CONCURRENCY, capacity)));
  }

  private Given walk(Place place, long end) throws IOException, InterruptedException, SQLException {
    List<String> broken = new ArrayList<>();
    place.pass(Duration.ofSeconds(3));
    FaultProxy erp = place.run().proxy(Posting.CONFIRM_PRODUCTION);
    int down = place.plant().set("erp", "down", Map.of());
    long began = System.nanoTime();
    place.pass(NOTICED);
    var _ = erp.mostUnderWay();
    say("the ERP is down; %,d messages come meanwhile", backlog);
    for (Handed batch : handed(place)) {
      if (!place.await(() -> batch.open() == 0, TAKEN_LIMIT)) {
        broken.add("a batch was not taken within " + TAKEN_LIMIT.toMinutes() + " min");
      }
      var _ = batch.promise();
    }
    long waiting = place.journal().backlog("erp");
    say("%,d wait for the ERP", waiting);
    // In its second half it answers, but not with what is wanted.
    var _ = place.plant().set("erp", "unavailable-503", Map.of("retryAfter", 0));
    place.plant().lift(down);
    place.pass(BETWEEN_TRIALS.multipliedBy(TRIALS / 2));
    double outage = (System.nanoTime() - began) / 1e9;
    int atOnce = erp.mostUnderWay();
    if (atOnce > 1) {
      broken.add(atOnce + " calls were under way at a target that was half open");
    }
    long cases = place.journal().count("select count(*) from failure_case");
    if (cases > 1) {
      broken.add(cases + " cases were opened by one outage");
    }
    long trials =
        place
            .journal()
            .count(
                "select count(*) from attempt a join delivery d using (message, step)"
                    + " where d.system = 'erp' and a.to_state not in ('CONFIRMED','DELIVERED')");
    String drained = drain(place, broken);
    return new Given(
        waiting,
        String.format(
            Locale.ROOT,
            "waiting after %.0f s and %,d failed calls, %d at once; %d cases; %s",
            outage,
            trials,
            atOnce,
            cases,
            drained),
        broken);
  }

  private List<Handed> handed(Place place) throws IOException, InterruptedException {
    List<Handed> batches = new ArrayList<>();
    for (int left = backlog; left > 0; left -= MOST_IN_A_BATCH) {
      int number = batches.size();
      batches.add(
          Handed.in(
              place,
              "outage-" + number,
              BatchRound.letters(number, Math.min(left, MOST_IN_A_BATCH), RECORDS_OF_AN_ORDER)));
    }
    return batches;
  }

  private String drain(Place place, List<String> broken)
      throws IOException, InterruptedException, SQLException {
    place.plant().lift();
    long before = place.plant().effects("erp");
    long began = System.nanoTime();
    say("the ERP is back and takes %d a second", capacity);
    // The usual traffic goes on, so the backlog is drained when little more than that is left.
    if (!place.await(() -> place.journal().backlog("erp") < CONCURRENCY, DRAIN_LIMIT)) {
      broken.add("the backlog was not drained within " + DRAIN_LIMIT.toMinutes() + " min");
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long effects = place.plant().effects("erp") - before;
    double share = effects / seconds / capacity;
    return String.format(
        Locale.ROOT,
        "%,d drained in %.0f s, %.0f/s: %.0f %% of the target's %d/s (limit %.0f %%%s)",
        effects,
        seconds,
        effects / seconds,
        share * 100,
        capacity,
        LEAST_SHARE * 100,
        share < LEAST_SHARE ? ", MISSED" : "");
  }

  private static void say(String what, Object... values) {
    System.out.printf(Locale.ROOT, "  " + what + "%n", values);
  }
}
