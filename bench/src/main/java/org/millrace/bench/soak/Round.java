package org.millrace.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.millrace.adapter.testkit.FaultMix;
import org.millrace.adapter.testkit.ProxyFault;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.ProcessRun;
import org.millrace.bench.measure.Spread;

/** One kind of fault, given again and again until a moment. */
enum Round {
  RANDOM_KILLS("kill -9 of the node at random", 0.3, Round::killAtRandom),
  FAILPOINTS("kill between each pair of steps", 0.35, Round::killAtFailpoints),
  POSTGRES_KILLED("kill -9 of PostgreSQL", 0.1, Round::killPostgres),
  CONNECTIONS("connections cut, reset, swallowed", 0.25, Round::breakConnections);

  /** In the order of a message's way; a node passes the last four only after a crash. */
  private static final List<String> POINTS =
      List.of(
          "accepted",
          "handed-over",
          "before-intent",
          "intended",
          "before-sending",
          "sent",
          "before-settling",
          "settled",
          "before-doubt",
          "doubted",
          "before-asking",
          "asked");

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(15);
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final double SHARE_OF_BROKEN = 0.2;

  private static final List<ProxyFault> BROKEN =
      List.of(
          new ProxyFault.CutBeforeForwarding(),
          new ProxyFault.CutMidRequest(),
          new ProxyFault.CutAfterForwarding(),
          new ProxyFault.CutMidAnswer(),
          new ProxyFault.Delay(Duration.ofSeconds(2)),
          new ProxyFault.ResetBeforeForwarding(),
          new ProxyFault.ResetAfterForwarding(),
          new ProxyFault.BlackholeRequest(),
          new ProxyFault.BlackholeAnswer());

  /** Where a round takes place. */
  record Place(ProcessRun run, Path failpoint, Random random) {}

  /** What a round came to. */
  record Given(long dose, String figures) {}

  /** Gives the fault. */
  @FunctionalInterface
  interface Disturbance {
    Given until(Place place, long end) throws IOException, InterruptedException;
  }

  final String title;
  final double share;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference, without state
  final Disturbance disturbance;

  Round(String title, double share, Disturbance disturbance) {
    this.title = title;
    this.share = share;
    this.disturbance = disturbance;
  }

  private static Given killAtRandom(Place place, long end)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    while (System.nanoTime() < end) {
      Thread.sleep(500 + place.random().nextInt(3_500));
      place.run().check();
      place.run().node().kill();
      ready.add((double) place.run().node().start());
    }
    return new Given(ready.size(), readyAgain(ready));
  }

  private static Given killAtFailpoints(Place place, long end)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    int[] hits = new int[POINTS.size()];
    place.run().node().kill();
    for (int next = 0; System.nanoTime() < end; next = (next + 1) % POINTS.size()) {
      String point = POINTS.get(next);
      Files.writeString(place.failpoint(), point + ":" + (1 + place.random().nextInt(3)));
      if (died(place)) {
        hits[next]++;
      } else {
        place.run().node().kill();
      }
      Files.delete(place.failpoint());
      ready.add((double) place.run().node().start());
      Thread.sleep(place.random().nextInt(1_500));
      place.run().check();
      place.run().node().kill();
    }
    ready.add((double) place.run().node().start());
    StringBuilder counts = new StringBuilder();
    long dose = 0;
    for (int i = 0; i < hits.length; i++) {
      counts.append(i == 0 ? "" : ", ").append(POINTS.get(i)).append(' ').append(hits[i]);
      dose += hits[i];
    }
    return new Given(dose, counts + "; " + readyAgain(ready));
  }

  /** Starts the node with a failpoint; it may be hit before the node is even ready. */
  private static boolean died(Place place) throws IOException, InterruptedException {
    try {
      place.run().node().start();
    } catch (EngineFailure e) {
      return place.run().node().awaitEnd(Duration.ZERO);
    }
    return place.run().node().awaitEnd(DEATH_LIMIT);
  }

  private static Given killPostgres(Place place, long end)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    while (System.nanoTime() < end) {
      Thread.sleep(1_000 + place.random().nextInt(3_000));
      place.run().check();
      ready.add((double) place.run().node().killPostgres(READY_LIMIT));
    }
    return new Given(ready.size(), readyAgain(ready));
  }

  private static Given breakConnections(Place place, long end) throws InterruptedException {
    place.run().proxy().use(new FaultMix(SHARE_OF_BROKEN, BROKEN));
    while (System.nanoTime() < end) {
      Thread.sleep(200);
      place.run().check();
    }
    place.run().proxy().use(FaultMix.CALM);
    StringBuilder counts = new StringBuilder();
    long dose = 0;
    for (ProxyFault fault : BROKEN) {
      int drawn = place.run().proxy().drawn(fault.getClass());
      counts.append(counts.isEmpty() ? "" : ", ");
      counts.append(fault.getClass().getSimpleName()).append(' ').append(drawn);
      dose += drawn;
    }
    return new Given(dose, counts.toString());
  }

  private static String readyAgain(List<Double> ready) {
    if (ready.isEmpty()) {
      return "never restarted";
    }
    Spread spread = Spread.of(ready);
    return String.format(
        Locale.ROOT,
        "ready again after %.1f s (median), %.1f s at most",
        spread.median() / 1000,
        spread.max() / 1000);
  }
}
