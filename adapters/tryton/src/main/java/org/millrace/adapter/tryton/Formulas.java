package org.millrace.adapter.tryton;

import org.millrace.landscape.Position;
import org.millrace.landscape.Problems;
import org.millrace.mapping.Expression;
import org.millrace.mapping.ExpressionSyntaxException;

/**
 * Compiles the expressions of operations, with two functions for what JSON has no form for: {@code
 * $date("2026-11-20")} and {@code $decimal("1.5")}. Both yield null for nothing, which Tryton reads
 * as "not set".
 */
final class Formulas {

  private static final String FUNCTIONS =
      "$date := function($d) { $d ? {'__class__': 'date', 'year': $number($substring($d, 0, 4)),"
          + " 'month': $number($substring($d, 5, 2)), 'day': $number($substring($d, 8, 2))}"
          + " : null };"
          + " $decimal := function($n) { $exists($n) and $n != null and $n != ''"
          + " ? {'__class__': 'Decimal', 'decimal': $string($n)} : null };";

  /** Turns a text into an expression; the mapping engine's own compiler. */
  @FunctionalInterface
  interface Compiler {
    Expression compile(String text) throws ExpressionSyntaxException;
  }

  private final Compiler compiler;
  private final Problems problems;

  Formulas(Compiler compiler, Problems problems) {
    this.compiler = compiler;
    this.problems = problems;
  }

  /** Compiles; a mistake is reported, and an expression that yields nothing stands in for it. */
  Formula value(String text, Position at) {
    return compile("(" + FUNCTIONS + " ", text, "\n)", at);
  }

  /** Compiles a condition: its result is a truth value, by JSONata's rules. */
  Formula condition(String text, Position at) {
    return compile("(" + FUNCTIONS + " $boolean(", text, "\n))", at);
  }

  private Formula compile(String before, String text, String after, Position at) {
    try {
      compiler.compile(text);
      return new Formula(compiler.compile(before + text + after));
    } catch (ExpressionSyntaxException e) {
      problems.add(at, "`" + text.strip() + "` is no JSONata expression: " + e.getMessage());
      return nothing();
    }
  }

  private Formula nothing() {
    try {
      return new Formula(compiler.compile("null"));
    } catch (ExpressionSyntaxException e) {
      throw new AssertionError("null is an expression", e);
    }
  }
}
