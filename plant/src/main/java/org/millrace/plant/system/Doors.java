package org.millrace.plant.system;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Each system's way in. The credentials are fixed and public, because the plant is a simulation;
 * what is real is that a request without them gets a 401.
 */
public final class Doors {
  public static final String ERP_TOKEN = "erp-static-token";
  public static final String ERP_BASIC = "millrace:erp-password";
  public static final String ERP_CLIENT = "millrace:erp-client-secret";
  public static final String MES_BASIC = "millrace:mes-password";
  public static final String WMS_KEY = "wms-api-key";
  public static final String WMS_LOGIN = "millrace:wms-password";
  public static final String QMS_KEY = "qms-api-key";
  public static final String PLM_KEY = "plm-api-key";
  public static final String CARRIER_TOKEN = "carrier-token";
  static final String SESSION_COOKIE = "WMSSESSION";
  static final String ERP_SCOPE = "erp";
  static final String WMS_SCOPE = "wms";

  private Doors() {}

  static Door of(PlantSystem system, Tickets tickets) {
    return switch (system) {
      case ERP ->
          call ->
              call.authorization("Bearer")
                      .filter(t -> same(ERP_TOKEN, t) || tickets.valid(ERP_SCOPE, t))
                      .isPresent()
                  || is(ERP_BASIC, call.basic());
      case MES -> call -> is(MES_BASIC, call.basic());
      case WMS ->
          call ->
              is(WMS_KEY, call.header("X-API-Key"))
                  || call.cookie(SESSION_COOKIE)
                      .filter(ticket -> tickets.valid(WMS_SCOPE, ticket))
                      .isPresent();
      case QMS -> call -> is(QMS_KEY, call.header("X-QMS-Key"));
      case PLM -> call -> is(PLM_KEY, call.parameter("api_key"));
      case CARRIER -> call -> is(CARRIER_TOKEN, call.authorization("Bearer"));
    };
  }

  static boolean is(String expected, Optional<String> given) {
    return given.filter(value -> same(expected, value)).isPresent();
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
