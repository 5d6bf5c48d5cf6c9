package org.millrace.landscape;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Finds the first place where two documents differ; numbers are compared by value. */
final class Difference {

  private static final int LONGEST_SHOWN = 60;

  private Difference() {}

  /** What was expected and what came, in words; nothing if the documents are alike. */
  static Optional<String> first(JsonNode expected, JsonNode actual) {
    return first("", expected, actual);
  }

  private static Optional<String> first(String pointer, JsonNode expected, JsonNode actual) {
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0
          ? Optional.empty()
          : differ(pointer, expected, actual);
    }
    if (expected.isObject() && actual.isObject()) {
      Set<String> names = new TreeSet<>(expected.propertyNames());
      names.addAll(actual.propertyNames());
      for (String name : names) {
        Optional<String> found =
            first(
                pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                expected.path(name),
                actual.path(name));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (expected.isArray() && actual.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        Optional<String> found = first(pointer + "/" + i, expected.path(i), actual.path(i));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    return expected.equals(actual) ? Optional.empty() : differ(pointer, expected, actual);
  }

  private static Optional<String> differ(String pointer, JsonNode expected, JsonNode actual) {
    String place = pointer.isEmpty() ? "" : " at " + pointer;
    return Optional.of("yields " + shown(actual) + place + ", not " + shown(expected));
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
