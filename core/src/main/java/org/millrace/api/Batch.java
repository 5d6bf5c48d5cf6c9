package org.millrace.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.intake.IntakeRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * A batch as it came. The documents inside it are cut out as bytes, so that each is kept exactly as
 * its sender wrote it and is parsed once, by intake.
 *
 * @param together all or nothing, as against each record for itself
 */
record Batch(boolean together, List<Item> records, Optional<ControlTotals> totals) {

  static final int MOST_RECORDS = 1_000;

  Batch {
    records = List.copyOf(records);
  }

  /**
   * One record.
   *
   * @param key stands for the Idempotency-Key
   */
  record Item(Optional<String> key, IntakeRequest.Body content) {}

  /**
   * What the sender counted.
   *
   * @param sums by JSON Pointer into the documents
   */
  record ControlTotals(Optional<Long> count, Map<String, BigDecimal> sums) {}

  /**
   * @throws Refused if it is no batch
   */
  static Batch read(byte[] body) {
    try (JsonParser parser = Json.STRICT.createParser(ObjectReadContext.empty(), body)) {
      return new Reader(parser, body).read();
    } catch (JacksonException e) {
      throw Json.unreadable(e);
    }
  }

  private static final class Reader {
    private final JsonParser parser;
    private final byte[] body;
    private @Nullable String policy;
    private @Nullable List<Item> records;
    private @Nullable ControlTotals totals;

    Reader(JsonParser parser, byte[] body) {
      this.parser = parser;
      this.body = body;
    }

    Batch read() {
      expect(parser.nextToken(), JsonToken.START_OBJECT, "", "must be a JSON object");
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "policy" -> policy = text("/policy");
          case "records" -> records = records();
          case "controlTotals" -> totals = totals();
          default ->
              throw Refused.at("", "may have policy, records and controlTotals, nothing else");
        }
      }
      if (parser.nextToken() != null) {
        throw Refused.at("", "must end after the object");
      }
      return whole();
    }

    private Batch whole() {
      boolean together = "all-or-nothing".equals(policy);
      if (!together && !"partial".equals(policy)) {
        throw Refused.at("/policy", "is required: all-or-nothing or partial");
      }
      if (records == null || records.isEmpty()) {
        throw Refused.at("/records", "is required: 1 to " + MOST_RECORDS + " records");
      }
      return new Batch(together, records, Optional.ofNullable(totals));
    }

    private List<Item> records() {
      expect(parser.currentToken(), JsonToken.START_ARRAY, "/records", "must be a list");
      List<Item> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (items.size() == MOST_RECORDS) {
          throw Refused.at("/records", "may have at most " + MOST_RECORDS + " records");
        }
        items.add(item("/records/" + items.size()));
      }
      return items;
    }

    private Item item(String pointer) {
      expect(parser.currentToken(), JsonToken.START_OBJECT, pointer, "must be an object");
      Optional<String> key = Optional.empty();
      byte @Nullable [] content = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "key" -> key = Optional.of(key(pointer));
          case "content" -> content = slice();
          default -> throw Refused.at(pointer, "may have key and content, nothing else");
        }
      }
      if (content == null) {
        throw Refused.at(pointer + "/content", "is required");
      }
      return new Item(key, new IntakeRequest.Body(content));
    }

    private String key(String pointer) {
      String key = text(pointer + "/key");
      boolean fits = !key.isEmpty() && key.length() <= 255;
      if (!fits || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
        throw Refused.at(pointer + "/key", "must have 1 to 255 ASCII characters");
      }
      return key;
    }

    /** The bytes of the value that the parser stands at. */
    private byte[] slice() {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      int to = (int) parser.currentLocation().getByteOffset();
      return Arrays.copyOfRange(body, from, to);
    }

    private ControlTotals totals() {
      byte[] bytes = slice();
      Fields fields = Fields.of(Json.tree(bytes, 0, bytes.length));
      ControlTotals read = ControlTotalsReader.read(fields, Json.tree(bytes, 0, bytes.length));
      fields.noOthers();
      return read;
    }

    private String text(String pointer) {
      expect(parser.currentToken(), JsonToken.VALUE_STRING, pointer, "must be a text");
      return parser.getString();
    }

    private static void expect(
        @Nullable JsonToken token, JsonToken wanted, String pointer, String otherwise) {
      if (token != wanted) {
        throw Refused.at(pointer, otherwise);
      }
    }
  }

  /** Reads counts and sums. */
  private static final class ControlTotalsReader {
    private ControlTotalsReader() {}

    static ControlTotals read(Fields fields, JsonNode node) {
      Optional<Long> count = Optional.empty();
      fields.touch("count");
      fields.touch("sums");
      JsonNode stated = node.path("count");
      if (!stated.isMissingNode()) {
        if (!stated.isIntegralNumber() || !stated.canConvertToInt()) {
          throw Refused.at("/controlTotals/count", "must be a whole number");
        }
        count = Optional.of(stated.longValue());
      }
      return new ControlTotals(count, sums(node.path("sums")));
    }

    private static Map<String, BigDecimal> sums(JsonNode node) {
      Map<String, BigDecimal> sums = new LinkedHashMap<>();
      if (node.isMissingNode()) {
        return sums;
      }
      if (!node.isObject() || node.size() > 20) {
        throw Refused.at("/controlTotals/sums", "must name 1 to 20 fields by JSON Pointer");
      }
      for (var property : node.properties()) {
        Optional<BigDecimal> sum = ControlSums.exact(property.getValue());
        if (!property.getKey().startsWith("/") || sum.isEmpty()) {
          throw Refused.at(
              "/controlTotals/sums",
              "must map JSON Pointers to numbers, such as \"/quantity\": \"10\"");
        }
        sums.put(property.getKey(), sum.get());
      }
      return sums;
    }
  }
}
