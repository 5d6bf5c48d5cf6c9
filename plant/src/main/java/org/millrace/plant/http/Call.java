package org.millrace.plant.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request, read whole.
 *
 * @param path decoded segments, e.g. {@code [erp, goods-movements]}
 * @param query the first value of each parameter
 * @param headers the first value of each field, names in lower case
 */
public record Call(
    String method,
    List<String> path,
    Map<String, String> query,
    Map<String, String> headers,
    Body body) {
  public Call {
    path = List.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
  }

  public long number(String parameter, long otherwise) {
    return parameter(parameter)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(otherwise);
  }

  /** The token behind {@code Authorization: <scheme>}. */
  public Optional<String> authorization(String scheme) {
    return header("authorization")
        .filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
        .map(value -> value.substring(scheme.length() + 1).strip());
  }

  /** User and password as {@code user:password}, if they came by basic authentication. */
  public Optional<String> basic() {
    return authorization("Basic")
        .flatMap(
            encoded -> {
              try {
                byte[] decoded = Base64.getDecoder().decode(encoded);
                return Optional.of(new String(decoded, StandardCharsets.UTF_8));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              }
            });
  }

  public Optional<String> cookie(String name) {
    return header("cookie").stream()
        .flatMap(cookies -> List.of(cookies.split(";", -1)).stream())
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1))
        .findFirst();
  }

  public Optional<ObjectNode> json() {
    return Json.object(body.octets());
  }
}
