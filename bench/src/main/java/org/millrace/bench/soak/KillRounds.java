package org.millrace.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.millrace.adapter.testkit.FaultMix;
import org.millrace.adapter.testkit.FaultProxy;
import org.millrace.adapter.testkit.ProxyFault;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.kill.Posting;
import org.millrace.bench.soak.Round.Given;

/** Processes are killed: at random moments, between two steps, the database. */
final class KillRounds {

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(20);
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private static final Duration INTENTS_LIMIT = Duration.ofSeconds(20);

  private static final int INTENTS_WANTED = 4;

  /** The named points in the order of a message's way. */
  private enum Point {
    ACCEPTED,
    HANDED_OVER,
    BEFORE_INTENT,
    INTENDED,
    BEFORE_SENDING,
    SENT,
    BEFORE_SETTLING,
    SETTLED,
    BEFORE_DOUBT,
    DOUBTED,
    BEFORE_ASKING,
    ASKED;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a node passes it only if another one died with requests under way. */
    boolean comesAfterACrash() {
      return compareTo(BEFORE_DOUBT) >= 0;
    }
  }

  /** The target is asked soon, so that a node lives to do it. */
  private static final Edit[] SOON_ASKED = {
    new Edit("systems/erp.yaml", "timeout: PT5S", "timeout: PT3S"),
    new Edit("systems/erp.yaml", "settle: PT2S", "settle: PT1S")
  };

  static final List<Round> ALL =
      List.of(
          Round.of("random-kills", "kill -9 of the node at random", 0.1, KillRounds::atRandom),
          Round.of("failpoints", "kill between each pair of steps", 0.2, KillRounds::atFailpoints)
              .with(SOON_ASKED),
          Round.of("postgres-killed", "kill -9 of PostgreSQL", 0.05, KillRounds::postgres));

  private KillRounds() {}

  private static Given atRandom(Place place, long end) throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    while (System.nanoTime() < end || ready.isEmpty()) {
      place.pass(Duration.ofMillis(500 + place.random().nextInt(3_500)));
      place.node().kill();
      ready.add((double) place.node().start());
    }
    return new Given(ready.size(), Round.readyAgain(ready));
  }

  private static Given postgres(Place place, long end) throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    while (System.nanoTime() < end || ready.isEmpty()) {
      place.pass(Duration.ofMillis(1_000 + place.random().nextInt(3_000)));
      ready.add((double) place.node().killPostgres(READY_LIMIT));
    }
    return new Given(ready.size(), Round.readyAgain(ready));
  }

  /** At least every point once; then as long as there is time, point by point. */
  private static Given atFailpoints(Place place, long end)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    Map<Point, Integer> hits = new LinkedHashMap<>();
    Arrays.stream(Point.values()).forEach(point -> hits.put(point, 0));
    boolean wasWhole = false;
    while (!wasWhole || System.nanoTime() < end) {
      for (Point point : Point.values()) {
        if (wasWhole && System.nanoTime() >= end) {
          break;
        }
        if (point == Point.BEFORE_DOUBT) {
          leaveIntents(place, ready);
        }
        hits.merge(point, died(place, point, ready) ? 1 : 0, Integer::sum);
      }
      wasWhole = true;
    }
    ready.add((double) place.node().start());
    String counts =
        hits.entrySet().stream()
            .map(hit -> hit.getKey().label() + " " + hit.getValue())
            .collect(Collectors.joining(", "));
    long dose = hits.values().stream().mapToInt(count -> count).sum();
    List<String> missed =
        hits.entrySet().stream()
            .filter(hit -> hit.getValue() == 0)
            .map(hit -> "the failpoint " + hit.getKey().label() + " was never reached")
            .toList();
    return new Given(dose, counts + "; " + Round.readyAgain(ready), missed);
  }

  /** Kills a node while the target keeps it waiting, so that the next one finds intents. */
  private static void leaveIntents(Place place, List<Double> ready)
      throws IOException, InterruptedException {
    place.node().kill();
    ready.add((double) place.node().start());
    // What the kills before have left in doubt would stand in the way of new sends.
    var _ = place.await(() -> place.journal().deliveries("erp", "IN_DOUBT") == 0, INTENTS_LIMIT);
    FaultProxy erp = place.run().proxy(Posting.CONFIRM_PRODUCTION);
    erp.use(
        new FaultMix(
            1, List.of(new ProxyFault.BlackholeRequest(), new ProxyFault.BlackholeAnswer())));
    boolean left =
        place.await(
            () -> place.journal().deliveries("erp", "IN_FLIGHT") >= INTENTS_WANTED, INTENTS_LIMIT);
    place.node().kill();
    erp.use(FaultMix.CALM);
    if (!left) {
      throw new EngineFailure("there were not enough requests under way to be found after a kill");
    }
  }

  /** Starts the node with a failpoint; it may be hit before the node is even ready. */
  private static boolean died(Place place, Point point, List<Double> ready)
      throws IOException, InterruptedException {
    int passes = point.comesAfterACrash() ? 1 : 1 + place.random().nextInt(3);
    place.node().kill();
    Files.writeString(place.failpoint(), point.label() + ":" + passes);
    try {
      ready.add((double) place.node().start());
    } catch (EngineFailure e) {
      return place.node().awaitEnd(Duration.ZERO);
    } finally {
      Files.delete(place.failpoint());
    }
    return place.node().awaitEnd(DEATH_LIMIT);
  }
}
