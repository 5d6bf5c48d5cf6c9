package org.millrace.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An expression and the engine that runs it, each time with a fresh frame and budget. */
final class CompiledExpression implements Expression {

  private final String text;
  private final Jsonata engine;
  private final Optional<PlainForm> plain;
  private final Set<Symbol> changes;
  private final EvaluationLimits limits;

  CompiledExpression(
      String text,
      Jsonata engine,
      Optional<PlainForm> plain,
      Set<Symbol> changes,
      EvaluationLimits limits) {
    this.text = text;
    this.engine = engine;
    this.plain = plain;
    this.changes = changes;
    this.limits = limits;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public JsonNode evaluate(JsonNode input, Map<String, JsonNode> bindings)
      throws EvaluationException {
    return guarded(() -> JsonValues.nodeOf(value(input, bindings), limits.size()));
  }

  @Override
  public boolean holds(JsonNode input) throws EvaluationException {
    return guarded(
        () -> {
          Object value = plainValue(input, Map.of());
          return Jsonata.boolize(PlainForm.isScalar(value) ? value : engineValue(input, Map.of()));
        });
  }

  /** What the engine alone answers; for the proof that plain forms agree with it. */
  JsonNode evaluateByEngine(JsonNode input, Map<String, JsonNode> bindings)
      throws EvaluationException {
    return guarded(() -> JsonValues.nodeOf(engineValue(input, bindings), limits.size()));
  }

  boolean isPlain() {
    return plain.isPresent();
  }

  private @Nullable Object value(JsonNode input, Map<String, JsonNode> bindings) {
    Object value = plainValue(input, bindings);
    return value instanceof PlainForm.GiveUp ? engineValue(input, bindings) : value;
  }

  private @Nullable Object plainValue(JsonNode input, Map<String, JsonNode> bindings) {
    return plain.isPresent()
        ? plain.get().evaluate(input, new PlainForm.Run(bindings))
        : PlainForm.GiveUp.NOT_PLAIN;
  }

  private @Nullable Object engineValue(JsonNode input, Map<String, JsonNode> bindings) {
    Budget budget = new Budget(limits, changes);
    Frame frame = engine.createFrame();
    bindings.forEach((name, node) -> bind(frame, name, node));
    frame.setEvaluateEntryCallback(budget::enter);
    frame.setEvaluateExitCallback(budget::leave);
    Object document = JsonValues.valueOf(input, limits.size());
    return ScopedValue.where(Budget.CURRENT, budget).call(() -> engine.evaluate(document, frame));
  }

  private void bind(Frame frame, String name, JsonNode node) {
    Object value = JsonValues.valueOf(node, limits.size());
    if (value != null) {
      frame.bind(name, value);
    }
  }

  private <T> T guarded(Evaluation<T> evaluation) throws EvaluationException {
    try {
      return evaluation.run();
    } catch (StackOverflowError e) {
      throw failed("depth", -1, "it is nested or calls itself too deeply");
    } catch (RuntimeException | NoClassDefFoundError e) {
      throw explained(e);
    } catch (Error e) {
      // The engine throws plain errors for wrong types; the machine's own are not ours to catch.
      if (e.getClass() == Error.class) {
        throw failed("type", -1, "a function was given a value it cannot work with");
      }
      throw e;
    }
  }

  private EvaluationException explained(Throwable thrown) {
    int depth = 0;
    for (Throwable e = thrown; e != null && depth < 20; e = e.getCause(), depth++) {
      switch (e) {
        case LimitExceeded limit -> {
          return failed(limit.code(), -1, limit.getMessage());
        }
        case BoundedText.Exhausted exhausted -> {
          return failed("steps", -1, exhausted.getMessage());
        }
        case JException engineError -> {
          return failed(
              EngineMessage.code(engineError),
              engineError.getLocation(),
              EngineMessage.of(engineError));
        }
        case StackOverflowError ignored -> {
          return failed("depth", -1, "it is nested or calls itself too deeply");
        }
        default -> {}
      }
    }
    return failed("type", -1, "a function was given a value it cannot work with");
  }

  private EvaluationException failed(String code, int position, @Nullable String reason) {
    String shown = text.length() <= 80 ? text : text.substring(0, 77) + "…";
    String place = position > 0 ? " at character " + position : "";
    return new EvaluationException(
        code, "the expression `" + shown.strip() + "` failed" + place + ": " + reason);
  }

  private interface Evaluation<T> {
    T run();
  }
}
