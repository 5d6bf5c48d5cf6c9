package org.millrace.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.intake.BatchDocument.ControlTotals;
import org.millrace.intake.BatchDocument.Item;
import org.millrace.intake.BatchDocument.Malformed;
import org.millrace.landscape.BatchRule;
import org.millrace.message.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a batch in one pass, without making objects of its documents. */
final class BatchReader {

  private static final int MOST_SUMS = 20;
  private static final int LONGEST_KEY = 255;
  private static final JsonMapper JSON = StrictJson.mapper();

  private final JsonParser parser;
  private Optional<String> id = Optional.empty();
  private @Nullable String policy;
  private @Nullable String atLeast;
  private @Nullable List<Item> records;
  private @Nullable ControlTotals totals;

  private BatchReader(JsonParser parser) {
    this.parser = parser;
  }

  static BatchDocument read(byte[] body) throws Malformed {
    try (JsonParser parser = JSON.createParser(body)) {
      return new BatchReader(parser).document(body);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new Malformed(
          "",
          "is no JSON that is taken here"
              + where
              + ": check its syntax; no name may come twice in one object, nesting goes to "
              + StrictJson.MOST_DEPTH
              + " and numbers to "
              + StrictJson.MOST_DIGITS
              + " digits");
    }
  }

  private BatchDocument document(byte[] body) throws Malformed {
    expect(parser.nextToken(), JsonToken.START_OBJECT, "", "must be a JSON object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "id" -> id = Optional.of(key("/id"));
        case "policy" -> policy = text("/policy");
        case "atLeast" -> atLeast = threshold();
        case "records" -> records = records();
        case "controlTotals" -> totals = totals(body);
        default ->
            throw new Malformed(
                "", "may have id, policy, atLeast, records and controlTotals, nothing else");
      }
    }
    if (parser.nextToken() != null) {
      throw new Malformed("", "must end after the object");
    }
    if (records == null || records.isEmpty()) {
      throw new Malformed(
          "/records", "is required: 1 to " + BatchDocument.MOST_RECORDS + " records");
    }
    return new BatchDocument(id, rule(), records, Optional.ofNullable(totals));
  }

  private Optional<BatchRule> rule() throws Malformed {
    if (policy == null && atLeast == null) {
      return Optional.empty();
    }
    boolean whole = BatchRule.ALL_OR_NOTHING_NAME.equals(policy);
    if (!whole && policy != null && !policy.equals(BatchRule.PARTIAL_NAME)) {
      throw new Malformed("/policy", "must be all-or-nothing or partial");
    }
    if (atLeast == null) {
      return Optional.of(whole ? BatchRule.ALL_OR_NOTHING : BatchRule.PARTIAL);
    }
    if (whole) {
      throw new Malformed("/atLeast", "goes with partial: all-or-nothing needs every record");
    }
    Optional<BatchRule> rule = BatchRule.atLeast(atLeast);
    if (rule.isEmpty()) {
      throw new Malformed("/atLeast", "must be " + BatchRule.FORM);
    }
    return rule;
  }

  private String threshold() throws Malformed {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getString();
    }
    return text("/atLeast");
  }

  private List<Item> records() throws Malformed {
    expect(parser.currentToken(), JsonToken.START_ARRAY, "/records", "must be a list");
    List<Item> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == BatchDocument.MOST_RECORDS) {
        throw new Malformed(
            "/records", "may have at most " + BatchDocument.MOST_RECORDS + " records");
      }
      items.add(item("/records/" + items.size()));
    }
    return items;
  }

  private Item item(String pointer) throws Malformed {
    expect(parser.currentToken(), JsonToken.START_OBJECT, pointer, "must be an object");
    Optional<String> key = Optional.empty();
    int from = -1;
    int to = -1;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "key" -> key = Optional.of(key(pointer + "/key"));
        case "content" -> {
          from = start();
          to = end();
        }
        default -> throw new Malformed(pointer, "may have key and content, nothing else");
      }
    }
    if (from < 0) {
      throw new Malformed(pointer + "/content", "is required");
    }
    return new Item(key, from, to);
  }

  private String key(String pointer) throws Malformed {
    String key = text(pointer);
    boolean fits = !key.isBlank() && key.length() <= LONGEST_KEY;
    if (!fits || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new Malformed(pointer, "must have 1 to " + LONGEST_KEY + " ASCII characters");
    }
    return key;
  }

  private int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the value ends that the parser stands at; goes there. */
  private int end() {
    parser.skipChildren();
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset();
  }

  private ControlTotals totals(byte[] body) throws Malformed {
    int from = start();
    JsonNode node = JSON.readTree(body, from, end() - from);
    if (!node.isObject()) {
      throw new Malformed("/controlTotals", "must be an object");
    }
    for (String name : node.propertyNames()) {
      if (!name.equals("count") && !name.equals("sums")) {
        throw new Malformed("/controlTotals", "may have count and sums, nothing else");
      }
    }
    JsonNode count = node.path("count");
    if (!count.isMissingNode() && (!count.isIntegralNumber() || !count.canConvertToInt())) {
      throw new Malformed("/controlTotals/count", "must be a whole number");
    }
    return new ControlTotals(
        count.isMissingNode() ? Optional.empty() : Optional.of(count.longValue()),
        sums(node.path("sums")));
  }

  private static Map<String, BigDecimal> sums(JsonNode node) throws Malformed {
    Map<String, BigDecimal> sums = new LinkedHashMap<>();
    if (node.isMissingNode()) {
      return sums;
    }
    if (!node.isObject() || node.size() > MOST_SUMS) {
      throw new Malformed(
          "/controlTotals/sums", "must name 1 to " + MOST_SUMS + " fields by JSON Pointer");
    }
    for (var property : node.properties()) {
      Optional<BigDecimal> sum = ControlSums.exact(property.getValue());
      if (!property.getKey().startsWith("/") || sum.isEmpty()) {
        throw new Malformed(
            "/controlTotals/sums",
            "must map JSON Pointers to numbers, such as \"/quantity\": \"10\"");
      }
      sums.put(property.getKey(), sum.get());
    }
    return sums;
  }

  private String text(String pointer) throws Malformed {
    expect(parser.currentToken(), JsonToken.VALUE_STRING, pointer, "must be a text");
    return parser.getString();
  }

  private static void expect(
      @Nullable JsonToken token, JsonToken wanted, String pointer, String otherwise)
      throws Malformed {
    if (token != wanted) {
      throw new Malformed(pointer, otherwise);
    }
  }
}
