package org.millrace.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters of an address, each of which may be given once. */
final class Query {

  private static final int LONGEST = 255;

  private Query() {}

  static Optional<String> one(Map<String, List<String>> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Refused.at(name, "may be given once");
    }
    Optional<String> value = values.stream().filter(text -> !text.isEmpty()).findFirst();
    // PostgreSQL has no zero character in texts.
    if (value.filter(text -> text.length() > LONGEST || text.indexOf('\0') >= 0).isPresent()) {
      throw Refused.at(name, "may have at most " + LONGEST + " characters");
    }
    return value;
  }

  static Optional<String> oneOf(Map<String, List<String>> query, String name, Set<String> known) {
    Optional<String> given = one(query, name);
    if (given.isPresent() && !known.contains(given.get())) {
      throw Refused.at(
          name, "must be one of " + String.join(", ", known.stream().sorted().toList()));
    }
    return given;
  }

  static int number(
      Map<String, List<String>> query, String name, int otherwise, int least, int most) {
    Optional<String> given = one(query, name);
    if (given.isEmpty()) {
      return otherwise;
    }
    boolean digits = given.get().matches("[0-9]{1,6}");
    int number = digits ? Integer.parseInt(given.get()) : -1;
    if (number < least || number > most) {
      throw Refused.at(name, "must be a whole number from " + least + " to " + most);
    }
    return number;
  }
}
