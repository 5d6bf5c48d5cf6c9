package org.millrace.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilitiesTest {
  private static final String ORDER =
      """
      {"messageId":"m-1","order":"PO-1","material":"FG-1000","quantity":10,"unit":"PCE"}\
      """;
  private static final String LOT =
      """
      {"externalNumber":"IL-1","material":"FG-1000","lot":"L-1","quantity":10}\
      """;
  private static final String CHANGE = "{\"material\":\"FG-1000\",\"reason\":\"leaks\"}";

  @TempDir Path data;
  private RunningPlant plant;

  @BeforeEach
  void start() throws Exception {
    plant = new RunningPlant(data);
  }

  @AfterEach
  void stop() throws Exception {
    plant.close();
  }

  private HttpResponse<String> wms(String key, String body) throws Exception {
    return plant.send(
        "POST", "/wms/stock-movements", body, "X-API-Key", "wms-api-key", "Idempotency-Key", key);
  }

  private HttpResponse<String> mes(String body) throws Exception {
    String basic = "Basic bWlsbHJhY2U6bWVzLXBhc3N3b3Jk";
    return plant.send("POST", "/mes/production-orders", body, "Authorization", basic);
  }

  private HttpResponse<String> qms(String body) throws Exception {
    return plant.send("POST", "/qms/inspection-lots", body, "X-QMS-Key", "qms-api-key");
  }

  private HttpResponse<String> plm(String body) throws Exception {
    return plant.send("PUT", "/plm/engineering-changes/EC-1?api_key=plm-api-key", body);
  }

  @Test
  void the_erp_posts_twice_and_finds_both_by_reference() throws Exception {
    plant.erp("/erp/goods-movements", RunningPlant.MOVEMENT);
    plant.erp("/erp/goods-movements", RunningPlant.MOVEMENT);
    assertThat(plant.erpGet("/erp/documents?reference=R1").path("documents")).hasSize(2);
    assertThat(plant.erpGet("/erp/documents?reference=R1&type=invoice").path("documents"))
        .isEmpty();
    assertThat(plant.erpGet("/erp/documents/4900000002").path("key").asString()).isEqualTo("M1");
  }

  @Test
  void the_wms_replays_the_first_answer_for_an_idempotency_key() throws Exception {
    HttpResponse<String> first = wms("\"k1\"", RunningPlant.MOVEMENT);
    HttpResponse<String> again = wms("k1", RunningPlant.MOVEMENT);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(wms("k1", RunningPlant.MOVEMENT + " ").statusCode()).isEqualTo(422);
    assertThat(plant.effects("wms")).isEqualTo(1);
  }

  @Test
  void the_mes_knows_a_message_id_and_insists_on_one() throws Exception {
    assertThat(mes(ORDER).statusCode()).isEqualTo(201);
    assertThat(mes(ORDER).body()).contains("\"duplicate\":true");
    assertThat(mes(ORDER.replace("10", "11")).statusCode()).isEqualTo(409);
    assertThat(mes(ORDER.replace("messageId", "id")).body()).contains("messageId");
    assertThat(plant.effects("mes")).isEqualTo(1);
  }

  @Test
  void the_qms_answers_409_with_the_existing_document() throws Exception {
    String document = RunningPlant.json(qms(LOT)).path("document").asString();
    HttpResponse<String> again = qms(LOT);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(RunningPlant.json(again).path("document").asString()).isEqualTo(document);
    assertThat(plant.effects("qms")).isEqualTo(1);
  }

  @Test
  void the_plm_takes_the_same_put_again_without_an_effect() throws Exception {
    assertThat(plm(CHANGE).statusCode()).isEqualTo(201);
    assertThat(plm(CHANGE).statusCode()).isEqualTo(200);
    assertThat(plm(CHANGE.replace("leaks", "breaks")).statusCode()).isEqualTo(409);
    assertThat(plant.effects("plm")).isEqualTo(1);
  }

  @Test
  void the_carrier_books_twice_and_nobody_can_ask() throws Exception {
    String[] door = {"Authorization", "Bearer carrier-token", "Idempotency-Key", "\"c1\""};
    plant.send("POST", "/carrier/shipments", "{\"shipment\":\"S1\"}", door);
    plant.send("POST", "/carrier/shipments", "{\"shipment\":\"S1\"}", door);
    assertThat(plant.effects("carrier")).isEqualTo(2);
    assertThat(plant.send("GET", "/carrier/shipments", "", door).statusCode()).isEqualTo(405);
    assertThat(plant.send("GET", "/plant/ledger/carrier/summary", "").body())
        .contains("\"doubledReferences\":1", "\"doubledKeys\":1");
  }

  @Test
  void the_erp_refuses_by_its_master_data_until_that_is_cured() throws Exception {
    String inactive = RunningPlant.MOVEMENT.replace("FG-1000", "FG-1011");
    String closed = RunningPlant.MOVEMENT.replace("2026-11", "2026-09");
    String unit = RunningPlant.MOVEMENT.replace("PCE", "KGM");
    String path = "/erp/goods-movements";
    assertThat(plant.erp(path, inactive).body()).contains("inactive-item");
    assertThat(plant.erp(path, closed).body()).contains("closed-period");
    assertThat(plant.erp(path, unit).body()).contains("unit-mismatch");
    assertThat(plant.erp(path, RunningPlant.MOVEMENT.replace("FG-1000", "FG-1")).body())
        .contains("unknown-item");
    assertThat(plant.effects("erp")).isZero();

    String[] door = {"Authorization", "Bearer erp-static-token"};
    plant.send("PUT", "/erp/items/FG-1011", "{\"unit\":\"PCE\",\"active\":true}", door);
    plant.send("PUT", "/erp/periods/2026-09", "{\"state\":\"open\"}", door);
    assertThat(plant.erp(path, inactive).statusCode()).isEqualTo(201);
    assertThat(plant.erp(path, closed).statusCode()).isEqualTo(201);
  }
}
