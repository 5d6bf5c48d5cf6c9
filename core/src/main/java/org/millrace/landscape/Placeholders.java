package org.millrace.landscape;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts an environment's values into {@code ${name}}. Values are put in once: one that holds a
 * placeholder itself is not filled again, so nothing can grow.
 *
 * @param environment name of the environment, for messages
 * @param values by name
 */
record Placeholders(String environment, Map<String, String> values) {

  /** For files that cannot have any, such as an environment's own. */
  static final Placeholders NONE = new Placeholders("", Map.of());

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9._-]*)\\}");

  Placeholders {
    values = Map.copyOf(values);
  }

  String fill(String text, Position at, Problems problems) {
    if (text.indexOf("${") < 0) {
      return text;
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), at, problems)));
  }

  private String value(String name, Position at, Problems problems) {
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    if (environment.isEmpty()) {
      problems.add(at, "`${" + name + "}` cannot stand here", "write the value itself");
    } else {
      problems.add(
          at,
          "`${" + name + "}` is not among the values of environment `" + environment + "`",
          Suggestion.among(new TreeSet<>(values.keySet()), name)
              .orElse("add it to environments/" + environment + ".yaml under `values`"));
    }
    return "";
  }
}
