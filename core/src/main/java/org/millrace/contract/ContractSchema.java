package org.millrace.contract;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A compiled JSON Schema (2020-12). Thread-safe. */
public interface ContractSchema {

  /** Every violation, in document order, up to a limit; empty if the content is valid. */
  List<Violation> validate(JsonNode content);

  /**
   * Whether a document can have a field; also true if that cannot be told from the schema alone.
   *
   * @param path names from the outside in; for the elements of a list a number, or anything
   */
  default boolean mayHave(List<String> path) {
    return true;
  }

  /**
   * One violation.
   *
   * @param pointer JSON Pointer (RFC 6901) into the content
   * @param rule the schema keyword, such as {@code required}
   * @param message what is wrong, for a person
   */
  record Violation(String pointer, String rule, String message) {}
}
