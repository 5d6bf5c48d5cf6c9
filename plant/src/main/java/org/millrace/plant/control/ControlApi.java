package org.millrace.plant.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.day.DayDesk;
import org.millrace.plant.fault.FaultBoard;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.Reply;
import org.millrace.plant.http.Responder;
import org.millrace.plant.outbox.Outboxes;
import org.millrace.plant.system.Desks;
import org.millrace.plant.system.Tickets;

/** Everything under {@code /plant}. */
public final class ControlApi implements Responder {
  public static final String BASE = "plant";

  private final FaultApi faults;
  private final LedgerApi ledgers;
  private final Tickets tickets;
  private final Outboxes outboxes;
  private final Optional<DayDesk> day;

  /**
   * The API over the plant's parts.
   *
   * @param day empty if the plant has nobody to send to
   */
  public ControlApi(
      FaultBoard faults, Desks desks, Tickets tickets, Outboxes outboxes, Optional<DayDesk> day) {
    this.faults = new FaultApi(faults, desks);
    this.ledgers = new LedgerApi(desks);
    this.tickets = tickets;
    this.outboxes = outboxes;
    this.day = day;
  }

  @Override
  public Reply reply(Call call) {
    List<String> path = call.path().subList(1, call.path().size());
    return switch (call.method() + " " + place(path)) {
      case "GET health" -> Reply.json(200, Map.of("status", "up"));
      case "GET faults" -> faults.list();
      case "POST faults" -> faults.add(call);
      case "DELETE faults" -> faults.liftAll();
      case "DELETE faults/" -> faults.lift(path.get(1));
      case "GET ledger/" -> ledgers.effects(path.get(1), call);
      case "GET ledger//summary" -> ledgers.summary(path.get(1));
      case "POST tokens/" -> path.get(1).equals("revoke") ? revoke() : absent();
      case "GET outbox" -> Reply.json(200, Map.of("outboxes", outboxes.status()));
      case "GET day" -> day.map(DayDesk::status).map(s -> Reply.json(200, s)).orElse(noDay());
      case "POST day/" -> day.map(desk -> steer(desk, path.get(1))).orElse(noDay());
      default -> absent();
    };
  }

  /** The path with its second segment, the name of something, left out. */
  private static String place(List<String> path) {
    return switch (path.size()) {
      case 1 -> path.getFirst();
      case 2 -> path.getFirst() + "/";
      case 3 -> path.getFirst() + "//" + path.get(2);
      default -> "";
    };
  }

  private Reply.Answer revoke() {
    tickets.revokeAll();
    return Reply.json(200, Map.of("revoked", "all tokens and sessions issued until now"));
  }

  private static Reply.Answer steer(DayDesk desk, String command) {
    boolean done =
        switch (command) {
          case "start" -> desk.start();
          case "pause" -> desk.pause();
          case "stop" -> desk.stop();
          default -> false;
        };
    return Reply.json(done ? 200 : 409, desk.status());
  }

  private static Reply.Answer noDay() {
    return Reply.error(409, "no-millrace", "Start the plant with --millrace to have a day.");
  }

  private static Reply.Answer absent() {
    return Reply.error(404, "not-found", "See plant/README.md for what is under /plant.");
  }
}
