package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that expressions can call. Each call counts against the evaluation's budget, so that
 * functions which call functions, such as {@code $map} and {@code $reduce}, cannot escape it.
 */
@SuppressWarnings("rawtypes") // the engine's interface has raw lists
class BoundFunction extends JFunction {

  private final String name;

  /** The engine's own implementation, found by its method name. */
  BoundFunction(String name, String signature, String method) {
    super(name, signature, Functions.class, null, method);
    this.name = name;
  }

  private BoundFunction(String name, String signature) {
    // The engine looks for a method and prints a warning if there is none; ours is never invoked.
    super(name, signature, BoundFunction.class, null, "call");
    this.name = name;
  }

  /** A function of ours. */
  static BoundFunction of(String name, String signature, int parameters, Body body) {
    return new BoundFunction(name, signature) {
      @Override
      @Nullable Object apply(@Nullable Object input, List arguments) {
        return body.apply(new Arguments(name, arguments));
      }

      @Override
      public int getNumberOfArgs() {
        return parameters;
      }
    };
  }

  String name() {
    return name;
  }

  @Override
  public final @Nullable Object call(@Nullable Object input, List arguments) {
    Budget budget = Budget.CURRENT.get();
    budget.step();
    Object result = apply(input, arguments);
    budget.account(result);
    return result;
  }

  @Nullable Object apply(@Nullable Object input, List arguments) {
    return super.call(input, arguments);
  }

  /** What a function of ours does. */
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Arguments arguments);
  }
}
