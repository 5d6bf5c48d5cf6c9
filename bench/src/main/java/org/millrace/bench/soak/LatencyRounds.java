package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.kill.Letters;
import org.millrace.bench.kill.Pacer;
import org.millrace.bench.kill.Posting;
import org.millrace.bench.soak.Round.Given;
import tools.jackson.databind.JsonNode;

/** One part has trouble, and others must not feel it: figures before and during, of one run. */
final class LatencyRounds {

  /** The first messages of a fresh process are slow, whatever goes on beside them. */
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private static final int SLOW_MILLIS = 30_000;
  private static final double USUAL_RATE = 60;
  private static final int TIMES_IN_BURST = 100;
  private static final double RATE_BEFORE_BURST = 5;
  private static final String POISON = "poison-500";
  private static final int MOST_TRIES = 12;
  private static final String REFUSED = "L-REFUSED";
  private static final int REPLAYED = 3_000;
  private static final double REFUSED_RATE = 200;
  private static final double REFUSED_RATE_LATER = 0.2;
  private static final Duration REFUSED_LIMIT = Duration.ofMinutes(2);

  static final List<Round> ALL =
      List.of(
          Round.of("slow-target", "slow target, 30 s answers", 0.1, LatencyRounds::slow)
              // What it does after we hung up still counts: it may take 30 s to process.
              .with(new Edit("systems/erp.yaml", "settle: PT2S", "settle: PT32S")),
          Round.of("burst", "burst 100×", 0.07, LatencyRounds::burst).loaded(50, RATE_BEFORE_BURST),
          Round.of("replay", "a replay beside live traffic", 0.1, LatencyRounds::replayed),
          Round.of("poison", "poison: 2 % always 422, 1 % always 500", 0.1, LatencyRounds::poison)
              // Twelve tries, with a question after each, have to end within the calm.
              .with(
                  new Edit(
                      "systems/erp.yaml",
                      "timeout: PT5S}\nsettle: PT2S",
                      "timeout: PT1S}\nsettle: PT1S\nretry: {first: PT0.2S, longest: PT1S}")));

  private static final InstantSource CLOCK = InstantSource.system();

  private LatencyRounds() {}

  private static Given slow(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    Phases phases = Phases.of(place, end);
    long before = place.journal().count("select count(*) from attempt");
    var _ = place.plant().set("erp", "slow", Map.of("millis", SLOW_MILLIS));
    phases.second();
    long slow =
        place
            .journal()
            .count(
                "select count(*) from attempt a join delivery d using (message, step)"
                    + " where d.system = 'erp' and took_us > 4000000");
    place.plant().lift();
    long all = place.journal().count("select count(*) from attempt") - before;
    return new Given(slow, "of " + all + " calls; " + phases.compared("wms", "other target's", 2));
  }

  private static Given poison(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    Phases phases = Phases.of(place, end);
    var _ = place.plant().set("erp", "error-500", Map.of("containing", POISON));
    place
        .run()
        .send(
            Posting.CONFIRM_PRODUCTION,
            Pacer.perSecond(USUAL_RATE * 0.02),
            Letters.alone(Posting.CONFIRM_PRODUCTION, "PX-422", "KGM", "L-422"));
    place
        .run()
        .send(
            Posting.CONFIRM_PRODUCTION,
            Pacer.perSecond(USUAL_RATE * 0.01),
            Letters.alone(Posting.CONFIRM_PRODUCTION, "PX-500", "PCE", POISON));
    phases.second();
    long dose = place.journal().count("select count(*) from message where order_key like 'PX-%'");
    List<String> broken = new ArrayList<>();
    long tries = place.journal().count("select coalesce(max(tries), 0) from delivery");
    if (tries > MOST_TRIES) {
      broken.add("a poisoned message was tried " + tries + " times");
    }
    long cases = place.journal().count("select count(*) from failure_case");
    return new Given(
        dose,
        "%d cases, at most %d tries; %s; %s"
            .formatted(
                cases,
                tries,
                phases.compared("erp", "good ones' at the same target", 1.5),
                phases.compared("wms", "other target's", 1.5)),
        broken);
  }

  /** Refused ones gather, and go again by a plan as fast as it may. */
  private static Given replayed(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    int closed = place.plant().set("erp", "closed-period", Map.of("containing", REFUSED));
    Pacer.Adjustable pacer = new Pacer.Adjustable(REFUSED_RATE);
    place
        .run()
        .send(
            Posting.CONFIRM_PRODUCTION,
            pacer,
            Letters.alone(Posting.CONFIRM_PRODUCTION, "PX-R", "PCE", REFUSED));
    if (!place.await(
        () -> place.journal().deliveries("erp", "NEEDS_PERSON") >= REPLAYED, REFUSED_LIMIT)) {
      throw new EngineFailure("there was not enough to replay");
    }
    pacer.set(REFUSED_RATE_LATER);
    place.plant().lift(closed);
    NodeApi ada = place.api().as("ada", "read", "operate");
    NodeApi bea = place.api().as("bea", "read", "operate", "approve");
    String plan = planned(place, ada);
    Phases phases = Phases.of(place, end);
    bea.post(plan + "/approve", Map.of("hash", hash(ada, plan), "reason", "as it is planned"))
        .good();
    var _ = bea.post(plan + "/start", Map.of("reason", "beside live traffic")).good();
    phases.second();
    JsonNode ended = ada.get(plan).good();
    return new Given(
        ended.path("progress").path("verified").asLong(),
        "verified of %d planned, plan %s; %s; %s"
            .formatted(
                ended.path("forecast").path("wouldPost").asInt(),
                ended.path("state").stringValue(),
                phases.compared("erp", "live p95 at the same target", 1.5),
                phases.compared("wms", "other target's", 1.5)));
  }

  private static String planned(Place place, NodeApi api) throws IOException, InterruptedException {
    JsonNode cases = api.get("/v1/cases").good().path("items");
    String plan =
        "/v1/replays/"
            + api.post(
                    "/v1/replays",
                    Map.of(
                        "mode",
                        "resend",
                        "scope",
                        Map.of("case", cases.path(0).path("number").asLong()),
                        "rate",
                        1_000,
                        "underWay",
                        2_000,
                        "reason",
                        "the period was reopened"))
                .good()
                .path("number")
                .asLong();
    if (!place.await(
        () -> api.get(plan).good().path("state").stringValue().equals("planned"), REFUSED_LIMIT)) {
      throw new EngineFailure("the replay was not planned");
    }
    return plan;
  }

  private static String hash(NodeApi api, String plan) throws IOException, InterruptedException {
    return api.get(plan).good().path("hash").stringValue();
  }

  private static Given burst(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    place.pass(WARM_UP);
    long before = place.run().accepted();
    long began = System.nanoTime();
    place.run().pacer().set(RATE_BEFORE_BURST * TIMES_IN_BURST);
    while (System.nanoTime() < end) {
      place.pass(Duration.ofMillis(200));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long taken = place.run().accepted() - before;
    place.run().pacer().set(RATE_BEFORE_BURST);
    long left = place.journal().backlog("erp") + place.journal().backlog("wms");
    return new Given(
        1,
        String.format(
            Locale.ROOT,
            "from %.0f/s to %.0f/s for %.0f s, %,d taken, %,d of them still to deliver, heap 400"
                + " MB",
            RATE_BEFORE_BURST,
            taken / seconds,
            seconds,
            taken,
            left),
        place.node().isAlive() ? List.of() : List.of("the node did not survive the burst"));
  }

  /** Two times of one run to compare. */
  private record Phases(Place place, Instant began, Instant middle, long end) {

    /** Lets the first one pass. */
    static Phases of(Place place, long end) throws InterruptedException {
      place.pass(WARM_UP);
      Instant began = CLOCK.instant();
      place.pass(Duration.ofNanos(Math.max(0, end - System.nanoTime()) / 2));
      return new Phases(place, began, CLOCK.instant(), end);
    }

    void second() throws InterruptedException {
      while (System.nanoTime() < end) {
        place.pass(Duration.ofMillis(200));
      }
    }

    String compared(String system, String whose, double limit) throws IOException, SQLException {
      double before = place.journal().p95(system, "PO-", began, middle);
      double during = place.journal().p95(system, "PO-", middle, CLOCK.instant());
      double ratio = during / before;
      return String.format(
          Locale.ROOT,
          "%s p95 %.0f ms before, %.0f ms meanwhile: %.2f× (limit %.1f×%s)",
          whose,
          before * 1000,
          during * 1000,
          ratio,
          limit,
          ratio > limit ? ", MISSED" : "");
    }
  }
}
