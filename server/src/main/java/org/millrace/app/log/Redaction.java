package org.millrace.app.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Strikes out what looks like a secret. The last line of defence: the code does not log secrets,
 * but exceptions quote addresses and headers, and libraries log what they like.
 */
final class Redaction {

  static final String STRUCK = "[redacted]";

  private static final String SECRET_NAME =
      "(?:[\\w.-]*(?:password|passwd|passphrase|secret|credential|api[-_]?key|private[-_]?key"
          + "|access[-_]?token|refresh[-_]?token|id[-_]?token)[\\w.-]*"
          + "|pwd|token|authorization|proxy-authorization|cookie|set-cookie|x-api-key)";

  private static final Pattern NAME = Pattern.compile(SECRET_NAME, Pattern.CASE_INSENSITIVE);

  /**
   * A pattern and what remains of what it finds.
   *
   * @param keeps the part that is no secret
   */
  private record Rule(Pattern found, String keeps) {}

  private static final List<Rule> RULES =
      List.of(
          // Keys of Millrace itself; the public prefix may stay, it is how people name a key.
          rule("\\b(mr_[a-z0-9]{8})_[\\w-]{20,}", "$1_"),
          rule("-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\\s\\S]*?(?:-----END \\1-----|$)", ""),
          rule("\\bey[JK][\\w-]{10,}\\.[\\w-]{4,}(?:\\.[\\w-]*)?", ""),
          rule("\\bwhsec_[\\w+/=-]+", ""),
          rule("(://)[^\\s/@:?#]*:[^\\s/@]+(?=@)", "$1"),
          rule("(?i)\\b(bearer)\\s+[\\w.~+/=-]{6,}", "$1 "),
          // "basic settings" is prose: what is encoded has capitals, digits or an equals sign.
          rule(
              "\\b((?i:basic|digest|negotiate))\\s+(?=[\\w.~+/=-]*[A-Z0-9=])[\\w.~+/=-]{6,}",
              "$1 "),
          rule(
              "(?i)(?<![\\w.-])("
                  + SECRET_NAME
                  + "\"?\\s*[=:]\\s*)(?:\"[^\"]*\"|'[^']*'|[^\\s\"',;&)}\\]]+)",
              "$1"));

  private Redaction() {}

  private static Rule rule(String found, String keeps) {
    return new Rule(Pattern.compile(found), keeps);
  }

  /** The text without what looks like a secret. */
  static String clean(String text) {
    String clean = text;
    for (Rule rule : RULES) {
      clean = rule.found.matcher(clean).replaceAll(rule.keeps + STRUCK);
    }
    return clean;
  }

  /** The value of a field, or nothing of it if the field's name says that it is a secret. */
  static String clean(String name, String value) {
    return NAME.matcher(name).matches() ? STRUCK : clean(value);
  }
}
