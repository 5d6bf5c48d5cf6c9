package org.millrace.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Compiles JSONata. Thread-safe. */
public final class Expressions {

  /**
   * The engine finds its own hooks among the variables; an expression that could name them could
   * switch its limits off.
   */
  private static final String HOOKS = "__evaluate_";

  private final EvaluationLimits limits;
  private final FunctionTable functions;

  /**
   * @param clock what {@code $now} and {@code $millis} tell
   */
  public Expressions(EvaluationLimits limits, InstantSource clock) {
    this.limits = limits;
    this.functions = new FunctionTable(clock);
  }

  /**
   * Compiles an expression once; what it yields serves all threads.
   *
   * @throws ExpressionSyntaxException if it cannot be compiled, with the place
   */
  public Expression compile(String text) throws ExpressionSyntaxException {
    if (text.length() > EvaluationLimits.LONGEST_TEXT) {
      throw new ExpressionSyntaxException(
          "the expression is longer than " + EvaluationLimits.LONGEST_TEXT + " characters", 0);
    }
    int hook = text.indexOf(HOOKS);
    if (hook >= 0) {
      throw new ExpressionSyntaxException("names must not contain `" + HOOKS + "`", hook);
    }
    Nesting.check(text);
    Jsonata engine = parse(text);
    Symbol root = SyntaxTree.root(engine);
    List<Symbol> symbols = SyntaxTree.all(root);
    for (Symbol symbol : symbols) {
      if (SyntaxTree.type(symbol).equals("variable")
          && "eval".equals(SyntaxTree.get(symbol, "value"))) {
        throw new ExpressionSyntaxException(
            "$eval does not exist here: text from a message must not run as an expression",
            Math.max(0, text.indexOf("$eval")));
      }
    }
    SyntaxTree.boundRegexes(symbols);
    functions.bind(engine);
    engine.setOutputConvertNulls(false);
    engine.setValidateInput(false);
    return new CompiledExpression(
        text, engine, PlainSyntax.of(root), SyntaxTree.changes(symbols), limits);
  }

  private static Jsonata parse(String text) throws ExpressionSyntaxException {
    try {
      return FreshThread.call(() -> Jsonata.jsonata(text));
    } catch (JException e) {
      throw new ExpressionSyntaxException(message(e), within(e.getLocation(), text));
    } catch (PatternSyntaxException e) {
      throw new ExpressionSyntaxException(
          "the regular expression is wrong: " + e.getDescription(),
          Math.max(0, text.indexOf(e.getPattern())));
    } catch (StackOverflowError e) {
      throw new ExpressionSyntaxException("the expression is nested too deeply", 0);
    } catch (RuntimeException | EngineError e) {
      throw new ExpressionSyntaxException("this is no JSONata expression", 0);
    }
  }

  private static String message(JException e) {
    String message = e.getMessage();
    return message == null ? "syntax error" : message;
  }

  /** The engine counts from the end of the token, or not at all. */
  private static int within(int location, String text) {
    return Math.clamp(location - 1L, 0, Math.max(0, text.length() - 1));
  }
}
