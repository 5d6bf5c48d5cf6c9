package org.millrace.adapter.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millrace.adapter.Outbound;
import org.millrace.mapping.EvaluationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the request for a document. Documents are hostile: a value stays within its path segment,
 * its parameter, its header. Thread-safe.
 */
final class RequestBuilder {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_ADDRESS = 8_000;
  private static final int LONGEST_HEADER = 8_000;

  private final String base;
  private final Set<String> secretHeaders;

  /**
   * @param secretHeaders names of headers that carry credentials
   */
  RequestBuilder(URI base, Set<String> secretHeaders) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.secretHeaders = secretHeaders;
  }

  HttpCall build(Outbound outbound, OperationSettings operation) throws UnbuildableException {
    Scope scope = Scope.of(outbound);
    Optional<byte[]> body = body(outbound, operation, scope);
    return new HttpCall(
        operation.method(),
        address(operation, scope),
        headers(outbound, operation, scope, body.isPresent()),
        body,
        secretHeaders);
  }

  private URI address(OperationSettings operation, Scope scope) throws UnbuildableException {
    StringBuilder text = new StringBuilder(base).append(path(operation.path(), scope));
    char separator = '?';
    for (Map.Entry<String, Template> entry : operation.query().entrySet()) {
      String value = entry.getValue().fill(scope, v -> v);
      text.append(separator)
          .append(Percent.encode(entry.getKey()))
          .append('=')
          .append(Percent.encode(value));
      separator = '&';
    }
    if (text.length() > LONGEST_ADDRESS) {
      throw new UnbuildableException("the address is longer than " + LONGEST_ADDRESS);
    }
    return URI.create(text.toString());
  }

  private static String path(Template template, Scope scope) throws UnbuildableException {
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Part.Hole hole) {
        String value = new Template(List.of(hole)).fill(scope, v -> v);
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
          throw new UnbuildableException(
              "`"
                  + hole.expression().text()
                  + "` is empty or has a control character, in the path");
        }
      }
    }
    String path = template.fill(scope, Percent::encode);
    if (climbs(path)) {
      throw new UnbuildableException("a value would change the path: " + path);
    }
    return path;
  }

  /**
   * Whether a segment names this or the upper one; encoding it would not help (RFC 3986, 6.2.2).
   */
  static boolean climbs(String path) {
    return Arrays.stream(path.split("/", -1))
        .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
  }

  private static Optional<byte[]> body(Outbound outbound, OperationSettings operation, Scope scope)
      throws UnbuildableException {
    if (operation.bodiless()) {
      return Optional.empty();
    }
    JsonNode content = outbound.content();
    if (operation.body().isPresent()) {
      try {
        content = operation.body().get().evaluate(scope.input(), scope.bindings());
      } catch (EvaluationException e) {
        throw new UnbuildableException("`body` failed: " + e.getMessage());
      }
    }
    if (content.isMissingNode()) {
      throw new UnbuildableException("`body` yields nothing");
    }
    if (operation.tokenField().isPresent()) {
      if (!(content instanceof ObjectNode object)) {
        throw new UnbuildableException("the body is no object, so it cannot carry the token");
      }
      ObjectNode carrying = JSON.createObjectNode();
      carrying.setAll(object);
      content = carrying.put(operation.tokenField().get(), outbound.token());
    }
    return Optional.of(JSON.writeValueAsBytes(content));
  }

  private static List<HttpField> headers(
      Outbound outbound, OperationSettings operation, Scope scope, boolean body)
      throws UnbuildableException {
    List<HttpField> headers = new ArrayList<>();
    for (Map.Entry<String, Template> entry : operation.headers().entrySet()) {
      String value = entry.getValue().fill(scope, v -> v);
      headers.add(field(entry.getKey(), value));
    }
    if (operation.tokenHeader().isPresent()) {
      String token = outbound.token().replace("\\", "\\\\").replace("\"", "\\\"");
      headers.add(field(operation.tokenHeader().get(), '"' + token + '"'));
    }
    standard(headers, "Accept", "application/json");
    if (body) {
      standard(headers, "Content-Type", "application/json");
    }
    if (HttpField.isValue(outbound.correlationId())) {
      standard(headers, "Correlation-Id", outbound.correlationId());
    }
    outbound.traceparent().ifPresent(trace -> standard(headers, "traceparent", trace));
    return headers;
  }

  private static void standard(List<HttpField> headers, String name, String value) {
    if (headers.stream().noneMatch(field -> field.name().equalsIgnoreCase(name))) {
      headers.add(new HttpField(name, value));
    }
  }

  private static HttpField field(String name, String value) throws UnbuildableException {
    if (!HttpField.isValue(value) || value.length() > LONGEST_HEADER) {
      throw new UnbuildableException(
          "the value of header "
              + name
              + " is too long, or has a line break or another character that headers cannot carry");
    }
    return new HttpField(name, value);
  }
}
