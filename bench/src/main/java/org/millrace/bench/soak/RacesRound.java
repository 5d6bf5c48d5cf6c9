package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.kill.Letters;
import org.millrace.bench.kill.Pacer;
import org.millrace.bench.kill.Posting;
import org.millrace.bench.soak.Round.Given;

/** Two people decide about one thing at once: one of them must hear that it is decided. */
final class RacesRound {

  private static final int RACES = 100;
  private static final Duration REFUSED_LIMIT = Duration.ofMinutes(1);
  private static final int DONE = 200;
  private static final int TOO_LATE = 409;

  private static final Map<String, Object> NO = Map.of("reason", "it is not to be done");
  private static final Map<String, Object> YES = Map.of("reason", "looked at it");
  private static final Map<String, Object> BY_HAND =
      Map.of("reason", "posted by hand", "document", "4711");

  static final Round ROUND =
      Round.of("races", "two people decide at once", 0.02, RacesRound::race)
          .loaded(4, 4)
          .with(
              new Edit(
                  "flows/confirm-production.yaml",
                  "order: {by: order}",
                  "order: {by: order}\neditable: [unit]\napproval: four-eyes"));

  /** Two calls of which one must win. */
  private record Pair(String kind, Call one, Call other) {}

  /** One person's call. */
  private record Call(NodeApi person, String path, Map<String, Object> body) {}

  private RacesRound() {}

  private static Given race(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    place
        .run()
        .send(
            Posting.CONFIRM_PRODUCTION,
            Pacer.perSecond(50),
            Letters.alone(Posting.CONFIRM_PRODUCTION, "PX", "KGM", "L-422"));
    if (!place.await(
        () -> place.journal().deliveries("erp", "NEEDS_PERSON") >= RACES, REFUSED_LIMIT)) {
      throw new EngineFailure("there was not enough to decide about");
    }
    NodeApi api = place.api();
    String[] rights = {"operate", "correct", "approve", "read", "read-payload"};
    List<NodeApi> people =
        List.of(api.as("ada", rights), api.as("bea", rights), api.as("carl", rights));
    List<String> broken = new ArrayList<>();
    int number = 0;
    for (String delivery : waiting(place)) {
      Pair pair = pair(number++ % 4, delivery, people);
      int[] answers = atOnce(pair);
      boolean oneWon =
          (answers[0] == DONE && answers[1] == TOO_LATE)
              || (answers[0] == TOO_LATE && answers[1] == DONE);
      if (!oneWon) {
        broken.add(
            "%s of %s at once: answered %d and %d"
                .formatted(pair.kind(), delivery, answers[0], answers[1]));
      }
    }
    return new Given(
        number, "settle or cancel, cancel twice, approve twice, approve or reject", broken);
  }

  private static List<String> waiting(Place place) throws IOException, SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = place.journal().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select message || ':' || step from delivery
                where state = 'NEEDS_PERSON' order by message limit 100
                """)) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  private static Pair pair(int kind, String delivery, List<NodeApi> people)
      throws IOException, InterruptedException {
    NodeApi bea = people.get(1);
    NodeApi carl = people.get(2);
    String path = "/v1/deliveries/" + delivery;
    return switch (kind) {
      case 0 ->
          new Pair(
              "settle or cancel",
              new Call(bea, path + "/settle", BY_HAND),
              new Call(carl, path + "/cancel", NO));
      case 1 ->
          new Pair(
              "cancel twice",
              new Call(bea, path + "/cancel", NO),
              new Call(carl, path + "/cancel", NO));
      case 2 -> {
        String correction = proposed(delivery, people.getFirst());
        yield new Pair(
            "approve twice",
            new Call(bea, correction + "/approve", YES),
            new Call(carl, correction + "/approve", YES));
      }
      default -> {
        String correction = proposed(delivery, people.getFirst());
        yield new Pair(
            "approve or reject",
            new Call(bea, correction + "/approve", YES),
            new Call(carl, correction + "/reject", NO));
      }
    };
  }

  private static String proposed(String delivery, NodeApi person)
      throws IOException, InterruptedException {
    String message = delivery.substring(0, delivery.indexOf(':'));
    int number =
        person
            .post(
                "/v1/messages/" + message + "/corrections",
                Map.of(
                    "changes",
                    List.of(Map.of("pointer", "/unit", "to", "PCE")),
                    "basedOn",
                    1,
                    "reason",
                    "wrong unit"))
            .good()
            .path("number")
            .asInt();
    return "/v1/corrections/" + number;
  }

  private static int[] atOnce(Pair pair) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> one = threads.submit(() -> answered(pair.one(), start));
      Future<Integer> other = threads.submit(() -> answered(pair.other(), start));
      return new int[] {one.get(), other.get()};
    } catch (ExecutionException e) {
      throw new EngineFailure("a race could not be run: " + e.getCause());
    }
  }

  private static int answered(Call call, CyclicBarrier start)
      throws IOException, InterruptedException, BrokenBarrierException {
    start.await();
    return call.person().post(call.path(), call.body()).status();
  }
}
