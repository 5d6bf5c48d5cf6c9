package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.tryton.peer.RealTryton;
import org.millrace.adapter.tryton.peer.TrytonClient;
import org.millrace.adapter.tryton.peer.TrytonPeer;
import tools.jackson.databind.node.ObjectNode;

/** What is proven when the real ERP is down, hangs, or does not let us in. */
@RealTryton
class OutageTest {

  private final TrytonPeer tryton;

  OutageTest(TrytonPeer tryton) {
    this.tryton = tryton;
  }

  @Test
  void server_that_is_down_got_nothing() {
    ObjectNode message = Erp.confirmation("PO-DOWN", Erp.today().toString());
    try (Erp erp = Erp.at(tryton.url())) {
      tryton.stop();
      try {
        assertOutage(erp.send(message).evidence(), "connection-refused");
        assertThat(erp.target().reach()).isInstanceOf(Reachability.Unreachable.class);
        assertThat(erp.probe(message)).isInstanceOf(ProbeAnswer.NotAsked.class);
      } finally {
        tryton.start();
      }
      assertThat(erp.send(message).evidence()).isInstanceOf(Evidence.Accepted.class);
    }
  }

  @Test
  void posting_that_hangs_is_unknown_and_lands_later_where_the_probe_sees_it() {
    ObjectNode message = Erp.confirmation("PO-HANG", Erp.today().toString());
    TrytonClient look = tryton.client();
    try (Erp erp = Erp.at(tryton.url());
        LossyLine line = LossyLine.to(tryton.port());
        Erp through = Erp.at(line.url())) {
      erp.target().reach();
      line.before("model.production.create", tryton::hang);
      Evidence evidence = through.send(message, Duration.ofSeconds(3)).evidence();
      tryton.resume();

      assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
      // The call was still travelling: an immediate probe could have said that it is not there.
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> look.productions("PO-HANG/0010").size() == 1);
      assertThat(erp.probe(message)).isInstanceOf(ProbeAnswer.Absent.class);
      assertThat(erp.send(message).evidence()).isInstanceOf(Evidence.Accepted.class);
      assertThat(erp.probe(message)).isInstanceOf(ProbeAnswer.Found.class);
      assertThat(look.productions("PO-HANG/0010")).hasSize(1);
    }
  }

  @Test
  void last_transition_that_hangs_is_found_done_by_the_probe() {
    ObjectNode message = Erp.confirmation("PO-HANG-LAST", Erp.today().toString());
    TrytonClient look = tryton.client();
    try (Erp erp = Erp.at(tryton.url());
        LossyLine line = LossyLine.to(tryton.port());
        Erp through = Erp.at(line.url())) {
      line.before("model.production.done", tryton::hang);
      Evidence evidence = through.send(message, Duration.ofSeconds(4)).evidence();
      tryton.resume();

      assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  look.productions("PO-HANG-LAST/0010")
                      .getFirst()
                      .get("state")
                      .asString()
                      .equals("done"));
      assertThat(erp.probe(message)).isInstanceOf(ProbeAnswer.Found.class);
    }
  }

  @Test
  void question_that_hangs_has_changed_nothing() {
    try (Erp erp = Erp.at(tryton.url())) {
      erp.target().reach();
      tryton.hang();
      try {
        assertThat(
                erp.send(
                        Erp.confirmation("PO-HANG-FIRST", Erp.today().toString()),
                        Duration.ofSeconds(1))
                    .evidence())
            .isInstanceOf(Evidence.NotProcessed.class);
      } finally {
        tryton.resume();
      }
    }
  }

  @Test
  void wrong_password_is_an_outage_and_is_tried_once() {
    try (LossyLine line = LossyLine.to(tryton.port());
        Erp erp = Erp.at(line.url(), "wrong")) {
      for (int i = 0; i < 5; i++) {
        assertOutage(
            erp.send(Erp.confirmation("PO-PASSWORD", Erp.today().toString())).evidence(),
            "login-refused");
      }
      assertThat(line.calls()).isEqualTo(1);
    }
  }

  private static void assertOutage(Evidence evidence, String code) {
    assertThat(evidence)
        .isInstanceOfSatisfying(
            Evidence.NotSent.class,
            notSent -> {
              assertThat(notSent.code()).isEqualTo(code);
              assertThat(notSent.outage()).isTrue();
            });
  }
}
