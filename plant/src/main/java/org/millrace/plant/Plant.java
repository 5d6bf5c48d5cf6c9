package org.millrace.plant;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.millrace.plant.control.ControlApi;
import org.millrace.plant.day.DayDesk;
import org.millrace.plant.day.DayLog;
import org.millrace.plant.fault.FaultBoard;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.PlantServer;
import org.millrace.plant.http.Reply;
import org.millrace.plant.json.Json;
import org.millrace.plant.master.Catalogue;
import org.millrace.plant.master.MasterData;
import org.millrace.plant.outbox.BusinessMessage;
import org.millrace.plant.outbox.Courier;
import org.millrace.plant.outbox.MillraceCourier;
import org.millrace.plant.outbox.Outboxes;
import org.millrace.plant.outbox.Rate;
import org.millrace.plant.outbox.SendOutcome;
import org.millrace.plant.system.Desks;
import org.millrace.plant.system.PlantSystem;
import org.millrace.plant.system.Tickets;
import tools.jackson.databind.node.ObjectNode;

/** One running plant: puts its parts together, starts them and stops them. */
public final class Plant {
  private final InstantSource clock;
  private final FileLock dataLock;
  private final FaultBoard faults;
  private final Desks desks;
  private final Outboxes outboxes;
  private final Optional<DayDesk> day;
  private final PlantServer server;
  private final PortGate gate;

  public Plant(PlantSettings settings, InstantSource clock) throws IOException {
    this.clock = clock;
    Path data = Files.createDirectories(settings.data());
    this.dataLock = lock(data.resolve("lock"));
    this.faults = new FaultBoard(clock, settings.seed());
    Tickets tickets = new Tickets(clock, settings.ticketLifetime(), settings.seed());
    MasterData masterData =
        new MasterData(data.resolve("master-data.json"), YearMonth.from(settings.day().date()));
    Courier courier =
        settings
            .millrace()
            .<Courier>map(url -> new MillraceCourier(url, settings.keys()))
            .orElse(message -> new SendOutcome.TryAgain("no --millrace given", Optional.empty()));
    this.outboxes =
        new Outboxes(
            Arrays.stream(PlantSystem.values()).map(PlantSystem::pathName).toList(),
            data.resolve("outbox"),
            courier,
            settings.backoff(),
            new Rate(clock, settings.sendRate()),
            settings.seed());
    this.desks =
        new Desks(data.resolve("ledger"), clock, faults, tickets, masterData, this::announce);
    this.day =
        settings
            .millrace()
            .map(
                url ->
                    new DayDesk(
                        new DayLog(data.resolve("day.json")),
                        settings.day(),
                        settings.everyDay(),
                        settings.speed(),
                        clock,
                        outboxes,
                        faults));
    ControlApi control = new ControlApi(faults, desks, tickets, outboxes, day);
    this.server =
        new PlantServer(
            settings.host(), settings.port(), settings.ownPorts(), call -> route(call, control));
    this.gate = new PortGate(server, faults);
  }

  private Reply route(Call call, ControlApi control) {
    return call.path().getFirst().equals(ControlApi.BASE) ? control.reply(call) : desks.reply(call);
  }

  /** Two plants on one folder would each write half of the truth. */
  private static FileLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException("Another plant works in this folder: " + file.getParent());
    }
    return lock;
  }

  private void announce(String event, String subject) {
    if (day.isEmpty()) {
      return;
    }
    String at = clock.instant().toString();
    String key = event + "/" + subject + "/" + at;
    ObjectNode body = Json.object().put("event", event).put("subject", subject);
    body.put("plant", Catalogue.PLANT).put("occurredAt", at);
    String operation = "announce-master-data";
    outboxes.put(
        new BusinessMessage(operation, "erp", key, subject, operation + "/" + key, null, body), 0);
  }

  public void start() throws Exception {
    server.start();
    gate.start();
    if (day.isPresent()) {
      outboxes.start();
    }
  }

  /** Begins the day, or goes on with one that was interrupted. */
  public void startDay() {
    day.ifPresent(DayDesk::start);
  }

  public int port() {
    return server.port();
  }

  public OptionalInt port(String system) {
    return server.port(system);
  }

  public void stop() throws Exception {
    if (day.isPresent()) {
      day.get().stopAndWait();
    }
    gate.stop();
    faults.liftAll();
    server.stop();
    outboxes.close();
    desks.close();
    dataLock.acquiredBy().close();
  }
}
