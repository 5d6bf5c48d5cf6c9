package org.millrace.plant.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.fault.FaultBoard;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.Reply;
import org.millrace.plant.http.Responder;
import org.millrace.plant.ledger.EffectLedger;
import org.millrace.plant.master.MasterData;

/** All systems, each behind its base path. */
public final class Desks implements Responder, AutoCloseable {
  private final Map<PlantSystem, Desk> desks = new EnumMap<>(PlantSystem.class);

  public Desks(
      Path ledgers,
      InstantSource clock,
      FaultBoard faults,
      Tickets tickets,
      MasterData masterData,
      MasterDataNews news)
      throws IOException {
    Logins logins = new Logins(tickets);
    for (PlantSystem system : PlantSystem.values()) {
      EffectLedger ledger = new EffectLedger(system.pathName(), ledgers, clock);
      List<Operation> operations = new ArrayList<>(Postings.of(system));
      operations.addAll(new Lookups(system, ledger).all());
      Optional<BusinessRules> rules = Optional.empty();
      if (system == PlantSystem.ERP) {
        operations.add(logins.erpToken());
        operations.addAll(new MasterDataDesk(masterData, news).all());
        rules = Optional.of(new BusinessRules(masterData));
      }
      if (system == PlantSystem.WMS) {
        operations.add(logins.wmsLogin());
      }
      desks.put(
          system, new Desk(system, operations, Doors.of(system, tickets), rules, ledger, faults));
    }
  }

  @Override
  public Reply reply(Call call) {
    return PlantSystem.of(call.path().getFirst())
        .map(desks::get)
        .map(desk -> desk.reply(call))
        .orElse(Reply.error(404, "not-found", "No system has this base path."));
  }

  public Optional<EffectLedger> ledger(String system) {
    return PlantSystem.of(system).map(desks::get).map(Desk::ledger);
  }

  public boolean knows(PlantSystem system, String operation) {
    Desk desk = desks.get(system);
    return desk != null
        && desk.operations().stream().anyMatch(known -> known.name().equals(operation));
  }

  @Override
  public void close() throws IOException {
    for (Desk desk : desks.values()) {
      desk.ledger().close();
    }
  }
}
