package org.millrace.landscape;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON files of a landscape: decimals exact, duplicate keys refused. */
final class JsonFile {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonFile() {}

  static Optional<JsonNode> read(String path, byte[] content, Problems problems) {
    Optional<String> text = YamlReader.text(path, content, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(text.get());
      if (node.isMissingNode()) {
        problems.add(Position.startOf(path), "the file is empty");
        return Optional.empty();
      }
      return Optional.of(node);
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      Position at =
          place == null || place.getLineNr() < 1
              ? Position.startOf(path)
              : new Position(path, place.getLineNr(), Math.max(1, place.getColumnNr()));
      problems.add(at, "this is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
      return Optional.empty();
    }
  }
}
