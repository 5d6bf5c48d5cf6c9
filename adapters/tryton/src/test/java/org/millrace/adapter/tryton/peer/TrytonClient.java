package org.millrace.adapter.tryton.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks into Tryton for a test's assertions; shares no code with the adapter. */
public final class TrytonClient {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final URI address;
  private final String authorization;
  private final JsonNode context;

  private TrytonClient(HttpClient http, URI address, String authorization, JsonNode context) {
    this.http = http;
    this.address = address;
    this.authorization = authorization;
    this.context = context;
  }

  static TrytonClient login(String address, String user, String password) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    TrytonClient stranger =
        new TrytonClient(http, URI.create(address), "", JSON.createObjectNode());
    JsonNode login =
        stranger.post(
            "common.db.login",
            JSON.createArrayNode()
                .add(user)
                .add(JSON.createObjectNode().put("password", password))
                .add("en"));
    String plain = user + ":" + login.get(0).asInt() + ":" + login.get(1).asString();
    String authorization =
        "Session " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    JsonNode preferences =
        new TrytonClient(http, URI.create(address), authorization, JSON.createObjectNode())
            .post(
                "model.res.user.get_preferences",
                JSON.createArrayNode().add(true).add(JSON.createObjectNode()));
    return new TrytonClient(http, URI.create(address), authorization, preferences);
  }

  /**
   * Calls a method with the context appended.
   *
   * @param params the arguments as JSON, an array
   */
  public JsonNode call(String method, String params) {
    ArrayNode all = (ArrayNode) JSON.readTree(params);
    return post(method, all.add(context));
  }

  /** Productions with a reference, cancelled ones included. */
  public List<JsonNode> productions(String reference) {
    ObjectNode name = JSON.createObjectNode().put("reference", reference);
    return rows(
        call(
            "model.production.search_read",
            "[[[\"reference\", \"=\", "
                + name.get("reference")
                + "]], 0, null, [[\"id\", \"ASC\"]],"
                + " [\"number\", \"state\", \"quantity\", \"effective_date\"]]"));
  }

  /** All stock moves of a production. */
  public List<JsonNode> moves(int production) {
    return rows(
        call(
            "model.stock.move.search_read",
            "[[[\"OR\", [\"production_input\", \"=\", %1$d], [\"production_output\", \"=\", %1$d]]],"
                    .formatted(production)
                + " 0, null, null, [\"product.code\", \"lot.number\", \"quantity\", \"state\","
                + " \"effective_date\"]]"));
  }

  private static List<JsonNode> rows(JsonNode array) {
    return array.valueStream().toList();
  }

  private JsonNode post(String method, ArrayNode params) {
    ObjectNode request = JSON.createObjectNode().put("id", 1).put("method", method);
    request.set("params", params);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()));
    if (!authorization.isEmpty()) {
      builder.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response =
          http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != 200 || !answer.has("result")) {
        throw new IllegalStateException(method + ": " + response.statusCode() + " " + answer);
      }
      return answer.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
