package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
  @EnumSource(LossyLine.Loss.class)
  void one_production_whichever_call_is_lost(LossyLine.Loss loss) {
    int calls = callsOfOneRun("PO-COUNT-" + loss);
    for (int lost = 1; lost <= calls; lost++) {
      ObjectNode message = Erp.confirmation("PO-" + loss + "-" + lost, Erp.today().toString());
      try (LossyLine line = LossyLine.to(tryton.port());
          Erp erp = Erp.at(line.url())) {
        line.lose(lost, loss);
        Evidence first = erp.send(message).evidence();
        assertThat(first)
            .as("losing the %s of call %d", loss, lost)
            .isNotInstanceOf(Evidence.Accepted.class)
            .isNotInstanceOf(Evidence.Rejected.class);
        finish(erp, message, first);
      }
      assertOneDone(message);
    }
    assertThat(calls).isGreaterThan(10);
  }

  /** As the platform does: ask when in doubt, send again when nothing or half of it is there. */
  private static void finish(Erp erp, ObjectNode message, Evidence first) {
    if (first instanceof Evidence.Unknown
        && erp.probe(message) instanceof ProbeAnswer.Found) {
      return;
    }
    assertThat(erp.send(message).evidence()).isInstanceOf(Evidence.Accepted.class);
  }

  private int callsOfOneRun(String order) {
    try (LossyLine line = LossyLine.to(tryton.port());
        Erp erp = Erp.at(line.url())) {
      assertThat(erp.send(Erp.confirmation(order, Erp.today().toString())).evidence())
          .isInstanceOf(Evidence.Accepted.class);
      return line.calls();
    }
  }

  @Test
  void two_runs_at_once_in_the_second_half_move_the_stock_once() throws InterruptedException {
    ObjectNode message = Erp.confirmation("PO-RACE", Erp.today().toString());
    try (LossyLine line = LossyLine.to(tryton.port());
        Erp erp = Erp.at(line.url())) {
      line.lose(callsOfOneRun("PO-RACE-COUNT") - 4, LossyLine.Loss.REQUEST);
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
