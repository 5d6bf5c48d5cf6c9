package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.tryton.peer.RealTryton;
import org.millrace.adapter.tryton.peer.TrytonClient;
import org.millrace.adapter.tryton.peer.TrytonPeer;
import org.millrace.failure.FailureClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The example landscape's confirmation, in the real ERP. */
@RealTryton
class ProductionConfirmationTest {

  private final TrytonPeer tryton;
  private final TrytonClient look;
  private Erp erp;

  ProductionConfirmationTest(TrytonPeer tryton) {
    this.tryton = tryton;
    this.look = tryton.client();
    this.erp = Erp.at(tryton.url());
  }

  @AfterEach
  void close() {
    erp.close();
  }

  @BeforeEach
  void reaches() {
    assertThat(erp.target().reach()).isInstanceOf(Reachability.Reachable.class);
  }

  @Test
  void confirmation_ends_as_one_production_that_is_done_with_its_stock_moved() {
    ObjectNode message = Erp.confirmation("PO-OK", Erp.today().toString());

    Outcome outcome = erp.send(message);

    JsonNode production = only("PO-OK/0010");
    assertThat(outcome.evidence())
        .isInstanceOfSatisfying(
            Evidence.Accepted.class,
            accepted -> assertThat(accepted.reference()).contains(number(production)));
    assertThat(erp.isConfirmed(outcome.exchange().facts())).isTrue();
    assertThat(production.get("state").asString()).isEqualTo("done");
    assertThat(look.moves(production.get("id").asInt()))
        .hasSize(3)
        .allSatisfy(move -> assertThat(move.get("state").asString()).isEqualTo("done"))
        .allSatisfy(
            move ->
                assertThat(move.get("effective_date").get("day").asInt())
                    .isEqualTo(Erp.today().getDayOfMonth()))
        .extracting(move -> move.get("product.").get("code").asString() + move.get("quantity"))
        .containsExactlyInAnyOrder("FG-PUMP10.0", "RM-RESIN15.0", "RM-FRAME10.0");
  }

  @Test
  void sending_again_changes_nothing() {
    ObjectNode message = Erp.confirmation("PO-TWICE", Erp.today().toString());
    Outcome first = erp.send(message);

    Outcome second = erp.send(message);

    assertThat(second.evidence()).isEqualTo(first.evidence());
    assertThat(second.exchange().request()).doesNotContain("production.create");
    assertThat(only("PO-TWICE/0010").get("state").asString()).isEqualTo("done");
  }

  @Test
  void same_number_with_other_content_is_never_posted_over_the_first() {
    ObjectNode message = Erp.confirmation("PO-OTHER", Erp.today().toString());
    erp.send(message);

    Evidence evidence = erp.send(message.deepCopy().put("quantity", 11)).evidence();

    assertRejected(evidence, "different-content", FailureClass.DUPLICATE);
    assertThat(erp.probe(message.deepCopy().put("quantity", 11)))
        .isInstanceOf(ProbeAnswer.FoundDifferent.class);
    assertThat(only("PO-OTHER/0010").get("quantity").asDouble()).isEqualTo(10.0);
  }

  @Test
  void posting_into_a_closed_period_is_refused_and_leaves_nothing() {
    String lastMonth = Erp.today().withDayOfMonth(1).minusDays(3).toString();

    Outcome outcome = erp.send(Erp.confirmation("PO-CLOSED", lastMonth));

    assertRejected(outcome.evidence(), "closed-period", FailureClass.BUSINESS_RULE);
    assertThat(outcome.exchange().facts().at("/error/code").asString()).isEqualTo("UserError");
    assertThat(look.productions("PO-CLOSED/0010")).isEmpty();
  }

  @Test
  void pumps_by_weight_are_a_unit_mismatch() {
    assertRejected(
        erp.send(Erp.confirmation("PO-UNIT", Erp.today().toString()).put("unit", "KGM")).evidence(),
        "unit-mismatch",
        FailureClass.DATA_QUALITY);
  }

  @Test
  void component_in_hours_is_a_unit_mismatch() {
    ObjectNode message = Erp.confirmation("PO-HOURS", Erp.today().toString());
    ((ObjectNode) message.get("components").get(0)).put("unit", "HUR");

    assertRejected(erp.send(message).evidence(), "unit-mismatch", FailureClass.DATA_QUALITY);
  }

  @Test
  void what_the_erp_does_not_know_is_named() {
    ObjectNode message = Erp.confirmation("PO-UNKNOWN", Erp.today().toString());
    Evidence material = erp.send(message.deepCopy().put("material", "FG-NONE")).evidence();
    Evidence unit = erp.send(message.deepCopy().put("unit", "BOX")).evidence();
    ((ObjectNode) message.get("components").get(0)).put("lot", "LOT-NONE");
    Evidence lot = erp.send(message).evidence();

    assertRejected(material, "unknown-material", FailureClass.DATA_QUALITY);
    assertThat(material.toString()).contains("FG-NONE");
    assertRejected(unit, "unknown-unit", FailureClass.DATA_QUALITY);
    assertThat(unit.toString()).contains("BOX");
    assertRejected(lot, "unknown-lot", FailureClass.DATA_QUALITY);
    assertThat(lot.toString()).contains("LOT-NONE of RM-RESIN");
    assertThat(look.productions("PO-UNKNOWN/0010")).isEmpty();
  }

  @Test
  void shortage_is_refused_gives_the_stock_back_and_can_be_corrected() {
    ObjectNode message = scaled(Erp.confirmation("PO-SHORT", Erp.today().toString()), 10_000);

    Outcome short_ = erp.send(message);

    assertRejected(short_.evidence(), "insufficient-stock", FailureClass.BUSINESS_RULE);
    JsonNode waiting = only("PO-SHORT/0010");
    assertThat(short_.evidence().toString()).contains("production " + number(waiting));
    assertThat(look.moves(waiting.get("id").asInt()))
        .extracting(move -> move.get("state").asString())
        .containsOnly("draft");
    assertThat(erp.probe(message)).isInstanceOf(ProbeAnswer.Absent.class);

    ObjectNode corrected = Erp.confirmation("PO-SHORT", Erp.today().toString());
    assertThat(erp.send(corrected).evidence()).isInstanceOf(Evidence.Accepted.class);
    assertThat(look.productions("PO-SHORT/0010"))
        .extracting(production -> production.get("state").asString())
        .containsExactly("cancelled", "done");
  }

  @Test
  void session_that_expires_in_the_middle_is_renewed() {
    ObjectNode message = Erp.confirmation("PO-SESSION", Erp.today().toString());
    try (LossyLine line = LossyLine.to(tryton.port());
        Erp through = Erp.at(line.url())) {
      line.expireBefore("model.production.assign_try");

      assertThat(through.send(message).evidence()).isInstanceOf(Evidence.Accepted.class);
      assertThat(line.calls("common.db.login")).isEqualTo(2);
    }
    assertThat(only("PO-SESSION/0010").get("state").asString()).isEqualTo("done");
  }

  @Test
  void probe_says_absent_of_what_was_never_sent_and_found_of_what_is_done() {
    ObjectNode message = Erp.confirmation("PO-PROBE", Erp.today().toString());

    assertThat(erp.probe(message)).isInstanceOf(ProbeAnswer.Absent.class);
    erp.send(message);
    ProbeAnswer found = erp.probe(message);

    assertThat(found)
        .isInstanceOfSatisfying(
            ProbeAnswer.Found.class,
            it -> assertThat(it.reference()).isEqualTo(number(only("PO-PROBE/0010"))));
    assertThat(erp.isConfirmed(found.exchange().facts())).isTrue();
  }

  @Test
  void records_hold_every_call_and_neither_password_nor_session() {
    Outcome outcome = erp.send(Erp.confirmation("PO-RECORD", Erp.today().toString()));

    assertThat(outcome.exchange().request())
        .contains("model.production.create", "model.production.done")
        .doesNotContain("Mi11race-Factory", "Session ");
    assertThat(outcome.exchange().response()).doesNotContain("Session ");
  }

  private static ObjectNode scaled(ObjectNode message, int factor) {
    message.put("quantity", message.get("quantity").asDouble() * factor);
    for (JsonNode component : message.get("components")) {
      ((ObjectNode) component).put("quantity", component.get("quantity").asDouble() * factor);
    }
    return message;
  }

  private JsonNode only(String reference) {
    List<JsonNode> productions = look.productions(reference);
    assertThat(productions).hasSize(1);
    return productions.getFirst();
  }

  private static String number(JsonNode production) {
    return production.get("number").asString();
  }

  private static void assertRejected(Evidence evidence, String code, FailureClass kind) {
    assertThat(evidence)
        .isInstanceOfSatisfying(
            Evidence.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo(code);
              assertThat(rejected.kind()).isEqualTo(kind);
            });
  }
}
