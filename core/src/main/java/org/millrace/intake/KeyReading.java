package org.millrace.intake;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import tools.jackson.databind.JsonNode;

/** Reads keys and sequence numbers out of a document by the flow's expressions. */
final class KeyReading {

  /** Longest key, in characters; the journal's schema has the same limit. */
  static final int MOST_CHARACTERS = 255;

  /** Longest reason, in characters; people may give as long ones. */
  static final int MOST_SAID = 500;

  private KeyReading() {}

  /** A key could not be read; the message is for the sender. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /** The key an expression yields: a text or a number that is neither empty nor too long. */
  static String key(String what, Expression expression, JsonNode content) throws Unreadable {
    JsonNode value = evaluate(what, expression, content);
    if (!value.isString() && !value.isNumber()) {
      throw new Unreadable(
          "the "
              + what
              + " ("
              + expression.text()
              + ") must be a text or a number in this document");
    }
    return checked(what, value.isString() ? value.stringValue() : value.asString());
  }

  /** Checks a key that was given or computed. */
  static String checked(String what, String key) throws Unreadable {
    if (key.isBlank() || key.length() > MOST_CHARACTERS) {
      throw new Unreadable(
          "the " + what + " must have from 1 to " + MOST_CHARACTERS + " characters");
    }
    if (key.chars().anyMatch(Character::isISOControl)) {
      throw new Unreadable("the " + what + " must not contain control characters");
    }
    return key;
  }

  static OptionalLong sequence(Optional<Expression> expression, JsonNode content)
      throws Unreadable {
    if (expression.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode value = evaluate("sequence", expression.get(), content);
    if (!value.isIntegralNumber() || !fits(value.bigIntegerValue())) {
      throw new Unreadable("the sequence (" + expression.get().text() + ") must be a whole number");
    }
    return OptionalLong.of(value.longValue());
  }

  /** Whether a condition holds; one that is not declared does. */
  static boolean holds(String what, Optional<Expression> condition, JsonNode content)
      throws Unreadable {
    if (condition.isEmpty()) {
      return true;
    }
    try {
      return condition.get().holds(content);
    } catch (EvaluationException e) {
      throw new Unreadable("the " + what + " could not be computed: " + e.getMessage());
    }
  }

  /** What an expression says for a person, cut to what is shown; nothing if it yields no text. */
  static Optional<String> text(String what, Optional<Expression> expression, JsonNode content)
      throws Unreadable {
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = evaluate(what, expression.get(), content);
    return Optional.of(value.isString() ? value.stringValue() : value.asString(""))
        .map(text -> text.length() > MOST_SAID ? text.substring(0, MOST_SAID) : text)
        .filter(text -> !text.isBlank());
  }

  private static boolean fits(BigInteger number) {
    return number.bitLength() < Long.SIZE;
  }

  private static JsonNode evaluate(String what, Expression expression, JsonNode content)
      throws Unreadable {
    try {
      return expression.evaluate(content);
    } catch (EvaluationException e) {
      throw new Unreadable("the " + what + " could not be computed: " + e.getMessage());
    }
  }
}
