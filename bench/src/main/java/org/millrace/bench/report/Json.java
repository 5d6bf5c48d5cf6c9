package org.millrace.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How results are written: snake case, figures rounded, absent values left out. */
final class Json {
  private static final JsonMapper COMPACT =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();
  private static final JsonMapper PRETTY =
      COMPACT.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static String line(Object value) {
    return COMPACT.writeValueAsString(value);
  }

  static String pretty(Object value) {
    return PRETTY.writeValueAsString(value) + "\n";
  }

  /** Two decimals are more than any of these figures is worth. */
  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
