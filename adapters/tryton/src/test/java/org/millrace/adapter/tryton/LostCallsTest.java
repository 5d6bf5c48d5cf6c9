package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.tryton.peer.RealTryton;
import org.millrace.adapter.tryton.peer.TrytonClient;
import org.millrace.adapter.tryton.peer.TrytonPeer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** However a run ends between any two calls, going on finishes exactly one production. */
@RealTryton
class LostCallsTest {

  private final TrytonPeer tryton;
  private final TrytonClient look;

  LostCallsTest(TrytonPeer tryton) {
    this.tryton = tryton;
    this.look = tryton.client();
  }

  @ParameterizedTest
  @CsvSource({
    "REQUEST, model.production.create",
    "ANSWER, model.production.create",
    "ANSWER, model.production.wait",
    "ANSWER, model.production.assign_try",
    "ANSWER, model.production.run",
    "REQUEST, model.production.done",
    "ANSWER, model.production.done",
    "ANSWER, model.production.read",
  })
  void one_production_whichever_call_is_lost(LossyLine.Loss loss, String method) {
    ObjectNode message = Erp.confirmation("PO-" + loss + "-" + method, Erp.today().toString());
    try (LossyLine line = LossyLine.to(tryton.port());
        Erp erp = Erp.at(line.url())) {
      line.lose(method, loss);
      Evidence first = erp.send(message).evidence();

      if (method.endsWith(".read")) {
        assertThat(first).isInstanceOf(Evidence.NotProcessed.class);
      } else {
        assertThat(first).isInstanceOf(Evidence.Unknown.class);
      }
      finish(erp, message, first);
    }
    assertOneDone(message);
  }

  /** As the platform does: ask when in doubt, send again when nothing or half of it is there. */
  private static void finish(Erp erp, ObjectNode message, Evidence first) {
    if (first instanceof Evidence.Unknown && erp.probe(message) instanceof ProbeAnswer.Found) {
      return;
    }
    assertThat(erp.send(message).evidence()).isInstanceOf(Evidence.Accepted.class);
  }

  @Test
  void two_runs_at_once_in_the_second_half_move_the_stock_once() throws InterruptedException {
    ObjectNode message = Erp.confirmation("PO-RACE", Erp.today().toString());
    try (LossyLine line = LossyLine.to(tryton.port());
        Erp erp = Erp.at(line.url())) {
      line.lose("model.production.wait", LossyLine.Loss.REQUEST);
      erp.send(message);
      Thread other = Thread.ofVirtual().start(() -> erp.send(message));
      erp.send(message);
      other.join();
      erp.send(message);
    }
    assertOneDone(message);
  }

  private void assertOneDone(ObjectNode message) {
    List<JsonNode> productions = look.productions(message.get("order").asString() + "/0010");
    assertThat(productions).as("%s", message).hasSize(1);
    JsonNode production = productions.getFirst();
    assertThat(production.get("state").asString()).isEqualTo("done");
    assertThat(look.moves(production.get("id").asInt()))
        .hasSize(3)
        .allSatisfy(move -> assertThat(move.get("state").asString()).isEqualTo("done"));
  }
}
