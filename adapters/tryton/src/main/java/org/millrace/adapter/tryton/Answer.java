package org.millrace.adapter.tryton;

import java.util.Optional;
import java.util.OptionalInt;
import org.millrace.adapter.Evidence;
import tools.jackson.databind.JsonNode;

/** What one call came to. */
sealed interface Answer {

  /**
   * The call was executed.
   *
   * @param value its result, in plain JSON
   */
  record Result(JsonNode value) implements Answer {}

  /**
   * It was not, or nobody knows.
   *
   * @param evidence what is proven about this one call; never {@link Evidence.Accepted}
   * @param status HTTP status, if there was an answer
   * @param error Tryton's own error, if it sent one
   */
  record Failed(Evidence evidence, OptionalInt status, Optional<RpcError> error) implements Answer {

    static Failed unanswered(Evidence evidence) {
      return new Failed(evidence, OptionalInt.empty(), Optional.empty());
    }
  }
}
