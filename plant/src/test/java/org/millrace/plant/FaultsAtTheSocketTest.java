package org.millrace.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.plant.RawSocket.End;
import org.millrace.plant.RawSocket.Seen;

class FaultsAtTheSocketTest {
  private static final String PATH = "/erp/goods-movements";
  private static final String TOKEN = "Authorization: Bearer erp-static-token\r\n";

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

  private Seen post() throws Exception {
    return RawSocket.post(plant.port(), PATH, TOKEN, RunningPlant.MOVEMENT, 5000);
  }

  private void fault(String kind, String more) throws Exception {
    plant.fault("{\"system\":\"erp\",\"fault\":\"" + kind + "\"" + more + "}");
  }

  @Test
  void without_a_fault_a_posting_is_answered_and_has_one_effect() throws Exception {
    assertThat(post().text()).startsWith("HTTP/1.1 201").contains("\"state\":\"posted\"");
    assertThat(plant.effects("erp")).isEqualTo(1);
  }

  @Test
  void down_resets_the_connection_on_the_shared_port() throws Exception {
    fault("down", "");
    assertThat(post()).isEqualTo(new Seen("", End.RESET));
    assertThat(plant.effects("erp")).isZero();
  }

  @Test
  void down_refuses_connections_on_an_own_port_until_it_is_lifted() throws Exception {
    String key = "X-API-Key: wms-api-key\r\n";
    plant.fault("{\"system\":\"wms\",\"fault\":\"down\"}");
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(
                        () -> RawSocket.post(plant.wmsPort(), "/wms/login", key, "{}", 2000))
                    .isInstanceOf(ConnectException.class));
    assertThat(plant.send("DELETE", "/plant/faults", "").statusCode()).isEqualTo(200);
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(RawSocket.post(plant.wmsPort(), "/wms/login", key, "{}", 2000).text())
                    .startsWith("HTTP/1.1 401"));
  }

  @Test
  void only_what_contains_the_text_is_hit_however_often_it_comes() throws Exception {
    fault("error-500", ",\"containing\":\"poisoned\"");
    String poisoned = RunningPlant.MOVEMENT.replaceFirst("\\{", "{\"lot\":\"poisoned\",");
    for (int time = 0; time < 3; time++) {
      assertThat(RawSocket.post(plant.port(), PATH, TOKEN, poisoned, 5000).text())
          .startsWith("HTTP/1.1 500");
    }
    assertThat(plant.effects("erp")).isZero();
    assertThat(post().text()).startsWith("HTTP/1.1 201");
  }

  @ParameterizedTest
  @CsvSource({
    "cut-before-effect, false, EOF, 0",
    "cut-before-effect, true, RESET, 0",
    "cut-after-effect, false, EOF, 1",
    "cut-after-effect, true, RESET, 1"
  })
  void a_cut_ends_the_connection_without_an_answer(
      String kind, boolean reset, End end, long effects) throws Exception {
    fault(kind, ",\"reset\":" + reset);
    assertThat(post()).isEqualTo(new Seen("", end));
    assertThat(plant.effects("erp")).isEqualTo(effects);
  }

  @Test
  void a_late_effect_lands_after_the_connection_ended() throws Exception {
    fault("late-effect", ",\"millis\":1500");
    assertThat(post()).isEqualTo(new Seen("", End.EOF));
    assertThat(plant.effects("erp")).isZero();
    await().untilAsserted(() -> assertThat(plant.effects("erp")).isEqualTo(1));
  }

  @Test
  void partial_body_breaks_off_behind_a_durable_effect() throws Exception {
    fault("partial-body", "");
    Seen seen = post();
    assertThat(seen.end()).isEqualTo(End.EOF);
    assertThat(seen.text()).startsWith("HTTP/1.1 201").contains("\"document\"");
    assertThat(plant.effects("erp")).isEqualTo(1);
  }

  @Test
  void hang_is_silent_until_it_is_over() throws Exception {
    fault("hang", ",\"seconds\":20");
    assertThat(RawSocket.post(plant.port(), PATH, TOKEN, RunningPlant.MOVEMENT, 300))
        .isEqualTo(new Seen("", End.SILENCE));
    assertThat(plant.effects("erp")).isZero();
  }

  @Test
  void slow_answers_after_its_delay() throws Exception {
    fault("slow", ",\"millis\":300");
    long begin = System.nanoTime();
    assertThat(post().text()).startsWith("HTTP/1.1 201");
    assertThat(System.nanoTime() - begin).isGreaterThan(300_000_000L);
  }

  @Test
  void lost_answers_like_a_success_but_leaves_nothing() throws Exception {
    fault("lost", "");
    assertThat(post().text()).startsWith("HTTP/1.1 201").contains("\"state\":\"posted\"");
    assertThat(plant.effects("erp")).isZero();
    assertThat(plant.erpGet("/erp/documents?reference=R1").path("documents")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "error-500, 500, internal-error, 0",
    "error-500-after-effect, 500, internal-error, 1",
    "unavailable-503, 503, unavailable, 0",
    "closed-period, 422, closed-period, 0",
    "missing-item, 422, unknown-item, 0",
    "inactive-item, 422, inactive-item, 0",
    "unit-mismatch, 422, unit-mismatch, 0",
    "expired-credentials, 401, unauthorized, 0",
    "html-200, 200, <h1>An error has occurred</h1>, 0"
  })
  void an_error_answer_says_what_it_should(String kind, int status, String text, long effects)
      throws Exception {
    fault(kind, "");
    HttpResponse<String> response = plant.erp(PATH, RunningPlant.MOVEMENT);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(text);
    assertThat(plant.effects("erp")).isEqualTo(effects);
  }

  @Test
  void unavailable_says_when_to_come_back() throws Exception {
    fault("unavailable-503", ",\"retryAfter\":17");
    assertThat(plant.erp(PATH, RunningPlant.MOVEMENT).headers().firstValue("Retry-After"))
        .hasValue("17");
  }

  @Test
  void throttle_lets_its_rate_through_and_no_more() throws Exception {
    fault("throttle-429", ",\"rate\":0.01");
    assertThat(plant.erp(PATH, RunningPlant.MOVEMENT).statusCode()).isEqualTo(201);
    assertThat(plant.erp(PATH, RunningPlant.MOVEMENT).statusCode()).isEqualTo(429);
  }

  @Test
  void a_counted_fault_is_over_after_its_hits_and_spares_other_operations() throws Exception {
    fault("error-500", ",\"count\":1,\"operation\":\"post-invoice\"");
    assertThat(plant.erp(PATH, RunningPlant.MOVEMENT).statusCode()).isEqualTo(201);
    assertThat(plant.erp("/erp/invoices", "{}").statusCode()).isEqualTo(500);
    assertThat(plant.erp("/erp/invoices", "{}").statusCode()).isEqualTo(422);
  }

  @Test
  void an_unknown_fault_or_field_is_refused_with_the_known_ones() throws Exception {
    assertThat(plant.send("POST", "/plant/faults", "{\"system\":\"erp\",\"fault\":\"x\"}").body())
        .contains("cut-after-effect");
    assertThat(plant.send("POST", "/plant/faults", "{\"sistem\":\"erp\"}").body())
        .contains("Unknown: [sistem]");
  }
}
