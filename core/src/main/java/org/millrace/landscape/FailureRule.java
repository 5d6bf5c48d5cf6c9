package org.millrace.landscape;

import java.util.Optional;
import org.millrace.failure.FailureClass;
import org.millrace.failure.Response;
import org.millrace.failure.RetryPolicy;
import org.millrace.mapping.Expression;

/**
 * A declared classification: the first rule whose condition holds wins over the adapter's default.
 *
 * @param when condition over the exchange's facts
 * @param is the class of failure
 * @param code the stable code
 * @param releaseOn business event that lets waiting deliveries go
 * @param then what follows, in place of what the class leads to
 * @param retry overrides the step's and the system's policy
 * @param fourEyes whether a correction of such a message needs a second person
 * @param hint what to do about it, for whoever has the case
 */
public record FailureRule(
    Expression when,
    FailureClass is,
    String code,
    Optional<ReleaseOn> releaseOn,
    Optional<Response> then,
    Optional<RetryPolicy> retry,
    boolean fourEyes,
    Optional<String> hint) {

  /**
   * @param type the event's type, such as {@code item-plant.activated}
   * @param about expression over the message of what the event must be about; nothing means that
   *     any event of the type will do
   */
  public record ReleaseOn(String type, Optional<Expression> about) {}
}
