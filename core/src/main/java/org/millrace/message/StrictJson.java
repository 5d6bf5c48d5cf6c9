package org.millrace.message;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How documents from outside are read: strictly, exactly, and within limits. */
public final class StrictJson {

  /** Deepest nesting of a document. */
  public static final int MOST_DEPTH = 64;

  /** Longest number, in characters. */
  public static final int MOST_DIGITS = 100;

  private StrictJson() {}

  /**
   * A mapper that refuses duplicate names, trailing content, deep nesting and endless numbers, and
   * keeps decimals exact.
   */
  public static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNumberLength(MOST_DIGITS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}
