package org.millrace.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.message.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of many documents, made into a batch: a list of documents, one document a line, or a batch
 * as the API takes it.
 */
final class BatchFile {

  /** Documents go on as they are: decimals keep their digits. */
  private static final JsonMapper EXACT = StrictJson.mapper();

  private final byte[] bytes;
  private final String name;

  BatchFile(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  /**
   * @param policy nothing leaves it to the file or to the flow
   * @param id nothing lets the content name the batch
   */
  byte[] request(@Nullable String policy, @Nullable String atLeast, @Nullable String id) {
    ObjectNode batch = batch();
    put(batch, "id", id);
    put(batch, "policy", policy);
    put(batch, "atLeast", atLeast);
    return EXACT.writeValueAsBytes(batch);
  }

  private static void put(ObjectNode batch, String name, @Nullable String value) {
    if (value != null) {
      batch.put(name, value);
    }
  }

  private ObjectNode batch() {
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return of(lines());
    }
    JsonNode whole = parsed(bytes, "");
    if (whole.isArray()) {
      return of(whole.valueStream().toList());
    }
    if (whole instanceof ObjectNode object && object.path("records").isArray()) {
      return object;
    }
    throw wrong("is neither a list of documents nor a batch with records");
  }

  private List<JsonNode> lines() {
    List<JsonNode> documents = new ArrayList<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      documents.add(
          parsed(
              line.getBytes(StandardCharsets.UTF_8),
              "has no document in line " + number + ": it "));
    }
    return documents;
  }

  private JsonNode parsed(byte[] document, String where) {
    Optional<String> none = Json.whyNone(document);
    if (none.isPresent()) {
      throw wrong(where + none.get());
    }
    try {
      return EXACT.readTree(document);
    } catch (JacksonException e) {
      throw wrong(where + "is no JSON that is taken: " + e.getOriginalMessage());
    }
  }

  private static ObjectNode of(List<JsonNode> documents) {
    ObjectNode batch = Json.object();
    ArrayNode records = batch.putArray("records");
    documents.forEach(document -> records.addObject().set("content", document));
    return batch;
  }

  private CommandFailure wrong(String why) {
    return new CommandFailure(
        ExitStatus.NO, "The file %s %s. Nothing was sent.".formatted(name, why));
  }
}
