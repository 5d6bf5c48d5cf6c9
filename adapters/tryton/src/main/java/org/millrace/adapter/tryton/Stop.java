package org.millrace.adapter.tryton;

import java.util.Optional;
import org.millrace.adapter.Evidence;

/**
 * Why a run ended before its last step.
 *
 * @param evidence what is proven about the step; never {@link Evidence.Accepted}
 * @param step label of the step
 * @param reads whether the step changes nothing
 * @param error Tryton's error, if it sent one
 */
record Stop(Evidence evidence, String step, boolean reads, Optional<RpcError> error) {

  /**
   * What is proven about the operation as a whole.
   *
   * @param changed whether an earlier step has changed something in Tryton
   * @param resumes whether running the operation again finishes what was begun
   */
  Evidence ofWhole(boolean changed, boolean resumes) {
    boolean repeatable = !changed || resumes;
    return switch (evidence) {
      case Evidence.NotSent it -> repeatable ? it : inDoubt(it.code(), it.detail());
      case Evidence.NotProcessed it -> repeatable ? it : inDoubt(it.code(), it.detail());
      case Evidence.Rejected it -> it;
      case Evidence.Unknown it when reads && repeatable ->
          new Evidence.NotProcessed(it.code(), it.detail(), Optional.empty());
      case Evidence.Unknown it -> it;
      case Evidence.Accepted ignored ->
          throw new IllegalStateException("an accepted step does not stop a run");
    };
  }

  /** The reason in one line, for a person. */
  String summary() {
    return switch (evidence) {
      case Evidence.NotSent it -> it.detail();
      case Evidence.NotProcessed it -> it.detail();
      case Evidence.Rejected it -> it.detail();
      case Evidence.Unknown it -> it.detail();
      case Evidence.Accepted ignored -> "accepted";
    };
  }

  private static Evidence inDoubt(String code, String detail) {
    return new Evidence.Unknown(code, "After an earlier step had changed something: " + detail);
  }
}
