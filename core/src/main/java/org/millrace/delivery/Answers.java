package org.millrace.delivery;

import java.util.Optional;
import org.millrace.journal.AwaitedAnswer;
import org.millrace.journal.Message;
import org.millrace.landscape.ConfirmedBy;
import org.millrace.mapping.EvaluationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Which business event is to say something about a message. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /**
   * Intake has seen that the content as it came tells what the event must be about; a corrected one
   * may not. Then nothing can confirm it, and a person settles it.
   */
  static Optional<AwaitedAnswer> about(ConfirmedBy event, Message message) {
    return subject(event, message)
        .map(
            about ->
                new AwaitedAnswer(
                    event.event(),
                    event.rejectedBy(),
                    about,
                    event.within(),
                    event.then() == ConfirmedBy.OnRejection.COMPENSATE));
  }

  private static Optional<String> subject(ConfirmedBy event, Message message) {
    try {
      JsonNode about = event.about().evaluate(message.content());
      if (about.isString() || about.isNumber()) {
        return Optional.of(about.asString())
            .filter(text -> !text.isBlank() && text.length() <= AwaitedAnswer.LONGEST_SUBJECT);
      }
    } catch (EvaluationException e) {
      LOG.atWarn()
          .addKeyValue("flow", message.flow())
          .log("what {} must be about could not be evaluated: {}", event.event(), e.getMessage());
    }
    return Optional.empty();
  }
}
