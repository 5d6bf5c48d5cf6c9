package org.millrace.plant.system;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.plant.http.Call;
import org.millrace.plant.http.PathTemplate;
import org.millrace.plant.http.Reply;
import org.millrace.plant.json.Json;
import org.millrace.plant.master.Item;
import org.millrace.plant.master.MasterData;
import org.millrace.plant.system.Operation.Lookup;
import tools.jackson.databind.node.ObjectNode;

/** The ERP's items and periods over HTTP: what a person changes to cure a business refusal. */
final class MasterDataDesk {
  private final MasterData masterData;
  private final MasterDataNews news;

  MasterDataDesk(MasterData masterData, MasterDataNews news) {
    this.masterData = masterData;
    this.news = news;
  }

  List<Lookup> all() {
    return List.of(
        lookup("list-items", "GET", "/erp/items", (call, places) -> items()),
        lookup("get-item", "GET", "/erp/items/{item}", (call, p) -> item(p.get("item"))),
        lookup("put-item", "PUT", "/erp/items/{item}", (call, p) -> put(call, p.get("item"))),
        lookup("get-period", "GET", "/erp/periods/{period}", (c, p) -> period(c, p.get("period"))),
        lookup("put-period", "PUT", "/erp/periods/{period}", (c, p) -> period(c, p.get("period"))));
  }

  private static Lookup lookup(
      String name, String method, String path, Operation.Answering answering) {
    return new Lookup(name, method, PathTemplate.of(path), answering);
  }

  private Reply.Answer items() {
    return Reply.json(200, Map.of("items", masterData.items()));
  }

  private Reply.Answer item(@Nullable String material) {
    return Optional.ofNullable(material)
        .flatMap(masterData::item)
        .map(item -> Reply.json(200, item))
        .orElse(Reply.error(404, "unknown-item", "There is no item " + material + "."));
  }

  private Reply.Answer put(Call call, @Nullable String material) {
    Optional<ObjectNode> body = call.json();
    if (body.isEmpty() || material == null || Json.string(body.get(), "unit").isEmpty()) {
      return Reply.error(400, "malformed", "Send {\"unit\": \"PCE\", \"active\": true}.");
    }
    boolean wasActive = masterData.item(material).map(Item::active).orElse(false);
    Item item =
        new Item(
            material,
            Json.string(body.get(), "description").orElse(material),
            Json.string(body.get(), "unit").orElseThrow(),
            body.get().path("active").asBoolean(true));
    masterData.put(item);
    if (item.active() && !wasActive) {
      news.announce("item-plant.activated", material);
    }
    return Reply.json(200, item);
  }

  private Reply.Answer period(Call call, @Nullable String text) {
    try {
      YearMonth period = YearMonth.parse(text == null ? "" : text);
      if (call.method().equals("PUT")) {
        String state = call.json().flatMap(body -> Json.string(body, "state")).orElse("");
        if (!state.equals("open") && !state.equals("closed")) {
          return Reply.error(400, "malformed", "Send {\"state\": \"open\"} or \"closed\".");
        }
        boolean reopened = state.equals("open") && !masterData.open(period);
        masterData.period(period, state.equals("open"));
        if (reopened) {
          news.announce("fiscal-period.reopened", period.toString());
        }
      }
      return Reply.json(
          200,
          Map.of(
              "period", period.toString(), "state", masterData.open(period) ? "open" : "closed"));
    } catch (DateTimeException e) {
      return Reply.error(400, "malformed", "A period is yyyy-mm.");
    }
  }
}
