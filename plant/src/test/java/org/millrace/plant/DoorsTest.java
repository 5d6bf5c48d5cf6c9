package org.millrace.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/erp/invoices",
        "/mes/production-orders",
        "/wms/shipments",
        "/qms/inspection-lots",
        "/carrier/shipments"
      })
  void nobody_comes_in_without_credentials(String path) throws Exception {
    assertThat(plant.send("POST", path, "{}").statusCode()).isEqualTo(401);
    assertThat(plant.send("POST", path, "{}", "Authorization", "Bearer wrong").statusCode())
        .isEqualTo(401);
  }

  @Test
  void an_oauth_token_opens_the_erp_until_it_is_revoked() throws Exception {
    String form = "grant_type=client_credentials&client_id=millrace&client_secret=";
    assertThat(plant.send("POST", "/erp/oauth/token", form + "no").statusCode()).isEqualTo(401);
    HttpResponse<String> granted =
        plant.send("POST", "/erp/oauth/token", form + "erp-client-secret");
    assertThat(RunningPlant.json(granted).path("expires_in").asLong()).isEqualTo(300);
    String bearer = "Bearer " + RunningPlant.json(granted).path("access_token").asString();
    assertThat(plant.send("GET", "/erp/items", "", "Authorization", bearer).statusCode())
        .isEqualTo(200);
    plant.send("POST", "/plant/tokens/revoke", "");
    assertThat(plant.send("GET", "/erp/items", "", "Authorization", bearer).statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_session_opens_the_wms_and_not_the_erp() throws Exception {
    HttpResponse<String> login =
        plant.send("POST", "/wms/login", "{\"user\":\"millrace\",\"password\":\"wms-password\"}");
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
    assertThat(plant.send("GET", "/wms/stock", "", "Cookie", cookie).statusCode()).isEqualTo(200);
    String ticket = RunningPlant.json(login).path("session").asString();
    assertThat(
            plant.send("GET", "/erp/items", "", "Authorization", "Bearer " + ticket).statusCode())
        .isEqualTo(401);
  }

  @Test
  void basic_authentication_opens_the_erp_too() throws Exception {
    String basic = "Basic bWlsbHJhY2U6ZXJwLXBhc3N3b3Jk";
    assertThat(plant.send("GET", "/erp/items", "", "Authorization", basic).statusCode())
        .isEqualTo(200);
  }
}
