package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Utils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Functions over texts that the engine leaves unbounded or gets wrong. */
final class TextFunctions {

  /** Indentation can multiply a text's size; what is shown to people is small. */
  private static final long LARGEST_PRETTY = 50_000;

  private TextFunctions() {}

  static List<BoundFunction> all() {
    return List.of(
        BoundFunction.of("string", "<x-b?:s>", 2, TextFunctions::string),
        BoundFunction.of("pad", "<s-ns?:s>", 3, TextFunctions::pad),
        BoundFunction.of("join", "<a<s>s?:s>", 2, TextFunctions::join),
        BoundFunction.of("contains", "<s-(sf):b>", 2, TextFunctions::contains),
        BoundFunction.of("match", "<s-f<s:o>n?:a<o>>", 3, TextFunctions::match),
        BoundFunction.of("split", "<s-(sf)n?:a<s>>", 3, TextFunctions::split),
        BoundFunction.of("replace", "<s-(sf)(sf)n?:s>", 4, Replacement::replace));
  }

  private static @Nullable Object string(Arguments in) {
    Object value = in.at(0);
    boolean pretty = Boolean.TRUE.equals(in.at(1));
    if (pretty && Budget.CURRENT.get().weigh(value, 0) > LARGEST_PRETTY) {
      throw new LimitExceeded("size", "a value is too large to be written with indentation");
    }
    return Functions.string(value, pretty);
  }

  /** Pads to a width in characters; to the left if the width is negative. */
  private static @Nullable Object pad(Arguments in) {
    String text = in.text(0);
    Number width = in.number(1);
    if (text == null || width == null) {
      return text;
    }
    String with = in.text(2);
    int[] padding = (with == null || with.isEmpty() ? " " : with).codePoints().toArray();
    long missing = Math.abs(width.longValue()) - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    Budget.CURRENT.get().checkText(text.length() + missing * 2);
    StringBuilder pad = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      pad.appendCodePoint(padding[i % padding.length]);
    }
    return width.doubleValue() < 0 ? pad.append(text).toString() : text + pad;
  }

  private static @Nullable Object join(Arguments in) {
    List<?> parts = in.list(0);
    if (parts == null) {
      return null;
    }
    String given = in.text(1);
    String separator = given == null ? "" : given;
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String part = String.valueOf(parts.get(i));
      Budget.CURRENT.get().checkText((long) joined.length() + separator.length() + part.length());
      joined.append(i == 0 ? "" : separator).append(part);
    }
    return joined.toString();
  }

  private static @Nullable Object contains(Arguments in) {
    String text = in.text(0);
    if (text == null) {
      return null;
    }
    return switch (in.at(1)) {
      case String part -> text.contains(part);
      case Regex regex -> regex.matcher(text).find();
      case null, default -> throw in.wrong(1, "a string or a regular expression");
    };
  }

  private static @Nullable Object match(Arguments in) {
    String text = in.text(0);
    if (text == null) {
      return null;
    }
    if (!(in.at(1) instanceof Regex regex)) {
      throw in.wrong(1, "a regular expression");
    }
    int limit = in.limit(2, "D3040");
    List<Object> matches = Utils.createSequence();
    Matcher matcher = regex.matcher(text);
    while (matches.size() < limit && matcher.find()) {
      Budget.CURRENT.get().step();
      matches.add(describe(matcher, "index"));
    }
    return matches;
  }

  static Map<String, Object> describe(Matcher matcher, String startKey) {
    Map<String, Object> match = new LinkedHashMap<>();
    match.put("match", matcher.group());
    match.put(startKey, matcher.start());
    match.put("groups", Regex.groups(matcher));
    return match;
  }

  private static @Nullable Object split(Arguments in) {
    String text = in.text(0);
    if (text == null) {
      return null;
    }
    int limit = in.limit(2, "D3020");
    List<String> parts =
        switch (in.at(1)) {
          case String separator -> Functions.split(text, separator, null);
          case Regex regex -> regex.split(text);
          case null, default -> throw in.wrong(1, "a string or a regular expression");
        };
    return parts.subList(0, Math.min(limit, parts.size()));
  }

  static JException error(String code) {
    return new JException(code, -1);
  }
}
