package org.millrace.landscape;

import java.util.regex.Pattern;

/** How things in a landscape may be called. */
final class Names {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST = 63;

  private Names() {}

  static boolean isName(String text) {
    return text.length() <= LONGEST && NAME.matcher(text).matches();
  }

  /** The name in a file, which must be the file's own. */
  static String own(ConfigReader reader, String key, String expected) {
    String name = reader.text(key);
    if (!name.isEmpty() && !name.equals(expected)) {
      reader
          .problems()
          .add(
              reader.at(key),
              "`" + key + "` is `" + name + "`, but the file is called `" + expected + "`",
              "give both the same name");
    }
    return expected;
  }

  static void check(String name, Position at, Problems problems) {
    if (!isName(name)) {
      problems.add(
          at,
          "`" + name + "` cannot be a name",
          "use lower-case letters, digits and single hyphens, at most " + LONGEST);
    }
  }
}
