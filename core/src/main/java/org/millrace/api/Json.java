package org.millrace.api;

import java.time.Instant;
import org.millrace.monitoring.AcceptedJobs;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/** Reads strictly and writes times as the API states them. */
final class Json {

  /** Deepest nesting of any document. */
  static final int DEEPEST = 64;

  /** Most characters of a number: more digits than any quantity has, few enough to add up. */
  static final int LONGEST_NUMBER = 100;

  static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(256)
                  .maxStringLength(1 << 20)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(STRICT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .addModule(new SimpleModule("millrace").addSerializer(new InstantSerializer()))
          .build();

  private Json() {}

  private static final class InstantSerializer extends StdSerializer<Instant> {
    InstantSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant at, JsonGenerator out, SerializationContext context) {
      out.writeString(AcceptedJobs.TIME.format(at));
    }
  }

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A time as the API states it. */
  static String time(Instant at) {
    return AcceptedJobs.TIME.format(at);
  }

  /** Reads what was stored. */
  static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  static JsonNode node(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Puts the fields of a record into an object. */
  static void copy(Object from, ObjectNode to) {
    MAPPER
        .<ObjectNode>valueToTree(from)
        .properties()
        .forEach(p -> to.set(p.getKey(), p.getValue()));
  }

  static JsonNode tree(byte[] bytes, int from, int length) {
    return MAPPER.readTree(bytes, from, length);
  }

  /** Reads a command's body. */
  static Fields fields(byte[] body) {
    try {
      return Fields.of(MAPPER.readTree(body));
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  /** What is wrong with a document that is no JSON, or too deep, doubled or huge. */
  static Refused unreadable(JacksonException e) {
    var at = e.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    // The parser's own message quotes the input: it stays out of the answer.
    return new Refused(
        ProblemType.INVALID_REQUEST,
        "The body is no JSON that is taken here"
            + where
            + ": check its syntax; no name may come twice in one object, nesting goes to "
            + DEEPEST
            + " and numbers to "
            + LONGEST_NUMBER
            + " digits");
  }
}
