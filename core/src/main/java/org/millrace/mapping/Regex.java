package org.millrace.mapping;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of an expression's text. As a function it yields the first match, or
 * nothing; it can only look at a text so often.
 */
final class Regex extends JFunction {

  private final Pattern pattern;

  Regex(Pattern pattern) {
    super(
        (input, arguments) ->
            arguments.size() == 1 && arguments.get(0) instanceof String text
                ? first(pattern.matcher(bounded(text)))
                : null,
        null);
    this.pattern = pattern;
  }

  Matcher matcher(String text) {
    return pattern.matcher(bounded(text));
  }

  List<String> split(String text) {
    return new ArrayList<>(List.of(pattern.split(bounded(text), -1)));
  }

  private static BoundedText bounded(String text) {
    return new BoundedText(text, EvaluationLimits.MOST_READS);
  }

  private static @Nullable Object first(Matcher matcher) {
    if (!matcher.find()) {
      return null;
    }
    Map<String, Object> match = new LinkedHashMap<>();
    match.put("match", matcher.group());
    match.put("start", matcher.start());
    match.put("end", matcher.end());
    match.put("groups", groups(matcher));
    match.put("next", new JFunction((input, arguments) -> first(matcher), null));
    return match;
  }

  /** The captured groups without the whole match; the empty text for one that took no part. */
  static List<Object> groups(Matcher matcher) {
    List<Object> groups = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return groups;
  }
}
