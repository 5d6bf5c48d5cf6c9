package org.millrace.mapping;

/**
 * Refuses {@code ?:} and {@code ??} deep inside brackets: the parser doubles their left side at
 * every level, so that a short text could fill the memory.
 */
final class Nesting {

  private static final int DEEPEST = 12;

  private Nesting() {}

  static void check(String text) throws ExpressionSyntaxException {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\'', '`' -> i = end(text, i, c);
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case '?' -> {
          if (depth > DEEPEST && i + 1 < text.length() && "?:".indexOf(text.charAt(i + 1)) >= 0) {
            throw new ExpressionSyntaxException(
                "?: and ?? cannot stand deeper than " + DEEPEST + " brackets", i);
          }
        }
        default -> {}
      }
    }
  }

  private static int end(String text, int start, char quote) {
    int i = start + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
