package org.millrace.adapter.tryton;

import java.util.Optional;
import org.millrace.failure.FailureClass;

/**
 * One step of an operation: a call of Tryton, or a value computed from what is known.
 *
 * @param label how the step is called in records: its name, else its method
 * @param name the variable that its result becomes
 * @param when the step is left out unless this holds
 * @param action what is done
 * @param expectation what must hold afterwards
 */
record Step(
    String label,
    Optional<String> name,
    Optional<Formula> when,
    Action action,
    Optional<Expectation> expectation) {

  sealed interface Action {

    /**
     * @param method the full RPC method, such as {@code model.production.create}
     * @param reads whether the method changes nothing, so that an unanswered call is harmless
     * @param params yields the list of arguments, without the context
     * @param context fields over the user's preferences
     */
    record Call(String method, boolean reads, Formula params, Optional<Formula> context)
        implements Action {}

    record Value(Formula formula) implements Action {}
  }

  /**
   * What must hold after a step, and the refusal if it does not.
   *
   * @param condition sees the step's result as {@code $result} beside all variables
   * @param message yields a sentence for a person
   */
  record Expectation(Formula condition, String code, FailureClass is, Formula message) {}
}
