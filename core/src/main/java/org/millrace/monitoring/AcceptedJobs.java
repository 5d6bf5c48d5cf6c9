package org.millrace.monitoring;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.Landscape;
import org.millrace.message.MessageId;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The first answer to an accepted message: its {@link Job} as it is at that moment, as JSON.
 * Nothing in it but ids and the time differs between two messages of one operation, so that it is
 * composed from prepared pieces, without reading the journal. Thread-safe.
 */
public final class AcceptedJobs {

  /** RFC 3339 in UTC with milliseconds, as everywhere in the API. */
  public static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

  private static final String ID = "\u0000";

  private final Supplier<Landscape> landscape;
  private volatile @Nullable Prepared prepared;

  public AcceptedJobs(Supplier<Landscape> landscape) {
    this.landscape = landscape;
  }

  private static final class Prepared {
    final Landscape of;
    final Map<String, Pieces> byOperation = new HashMap<>();

    Prepared(Landscape of) {
      this.of = of;
    }

    // By identity: each applied landscape is an object of its own, and comparing two takes long.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Landscape other) {
      return other == of;
    }
  }

  private record Pieces(String head, List<String> tail) {}

  /** The answer; empty if no flow serves the operation any more. */
  public Optional<byte[]> answer(String operation, MessageId message, String correlationId) {
    @Nullable Pieces pieces = prepared().byOperation.get(operation);
    if (pieces == null) {
      return Optional.empty();
    }
    String id = message.toString();
    StringBuilder json = new StringBuilder(640).append("{\"id\":\"").append(id);
    json.append(pieces.head).append(quoted(correlationId)).append(",\"acceptedAt\":\"");
    appendTime(json, message.acceptedAt());
    json.append(pieces.tail.getFirst());
    for (int i = 1; i < pieces.tail.size(); i++) {
      json.append(id).append(pieces.tail.get(i));
    }
    return Optional.of(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a flow serves an operation now. */
  public boolean serves(String operation) {
    return prepared().byOperation.containsKey(operation);
  }

  private static void appendTime(StringBuilder json, Instant at) {
    TIME.formatTo(at, json);
  }

  private Prepared prepared() {
    @Nullable Prepared known = prepared;
    Landscape now = landscape.get();
    if (known != null && known.isOf(now)) {
      return known;
    }
    Prepared fresh = prepare(now);
    prepared = fresh;
    return fresh;
  }

  private static Prepared prepare(Landscape landscape) {
    Prepared fresh = new Prepared(landscape);
    Titles titles = new Titles(() -> landscape);
    for (FlowDefinition flow : landscape.flows().values()) {
      String head = "\",\"operation\":" + quoted(flow.operation()) + ",\"correlationId\":";
      fresh.byOperation.put(
          flow.operation(), new Pieces(head, List.of(tail(flow, titles).split(ID, -1))));
    }
    return fresh;
  }

  private static String tail(FlowDefinition flow, Titles titles) {
    StringBuilder json =
        new StringBuilder(
            "\",\"technical\":\"in-progress\",\"business\":\"pending\",\"done\":false,"
                + "\"deliveries\":[");
    for (FlowStep step : flow.steps()) {
      boolean first = step.after() == 0;
      String waitsFor =
          first
              ? "Next in line for " + titles.system(step.system())
              : "Waits until its earlier step is done";
      json.append(step.number() == 1 ? "" : ",")
          .append("{\"id\":\"" + ID + ":")
          .append(step.number())
          .append("\",\"system\":")
          .append(quoted(step.system()))
          .append(",\"operation\":")
          .append(quoted(step.operation()))
          .append(first ? ",\"state\":\"READY\"" : ",\"state\":\"BLOCKED\"")
          .append(",\"business\":\"PENDING\",\"reference\":null,\"waitsFor\":")
          .append(quoted(waitsFor))
          .append('}');
    }
    return json.append("],\"links\":{\"message\":\"/v1/messages/" + ID + "\"}}").toString();
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
  }
}
