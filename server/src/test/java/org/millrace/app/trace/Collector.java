package org.millrace.app.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes spans over OTLP (HTTP, protobuf) and keeps them. */
public final class Collector implements AutoCloseable {

  public final List<Span> spans = new CopyOnWriteArrayList<>();
  public final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
  public final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private final HttpServer server;

  public Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("api-key")));
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      for (ResourceSpans resource : request.getResourceSpansList()) {
        resources.add(attributes(resource.getResource().getAttributesList()));
        for (ScopeSpans scope : resource.getScopeSpansList()) {
          spans.addAll(scope.getSpansList());
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** From now on it refuses what comes, or takes it again. */
  public void answer(int code) {
    status = code;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The spans of a message, by its correlation id. */
  public List<Span> of(String correlationId) {
    return spans.stream()
        .filter(span -> correlationId.equals(told(span).get("millrace.correlation.id")))
        .toList();
  }

  public static Map<String, String> told(Span span) {
    return attributes(span.getAttributesList());
  }

  public static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                a ->
                    a.getValue().hasIntValue()
                        ? Long.toString(a.getValue().getIntValue())
                        : a.getValue().getStringValue()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
