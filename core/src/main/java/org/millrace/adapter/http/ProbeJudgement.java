package org.millrace.adapter.http;

import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.http.OperationSettings.Question;
import tools.jackson.databind.node.ObjectNode;

/** What the answer to a probe proves. An error proves nothing, least of all absence. */
final class ProbeJudgement {

  private static final int NOT_FOUND = 404;

  private ProbeJudgement() {}

  static ProbeAnswer of(
      Reading reading, Exchange exchange, OperationSettings operation, Outbound outbound) {
    if (operation.question().isEmpty()) {
      return new ProbeAnswer.Inconclusive(
          "The operation `" + outbound.operation().name() + "` declares no `found` and `absent`",
          exchange);
    }
    Question question = operation.question().get();
    boolean readable = reading.isSuccess() && reading.understood();
    boolean authoritative = readable || (question.absentBy404() && reading.status() == NOT_FOUND);
    ObjectNode facts = reading.facts().deepCopy();
    facts.set("sent", outbound.content());
    boolean found = readable && Judgement.holds(question.found(), facts, outbound);
    boolean absent = authoritative && Judgement.holds(question.absent(), facts, outbound);
    if (found == absent) {
      return new ProbeAnswer.Inconclusive(
          found
              ? "`found` and `absent` both hold; one of them is wrong"
              : reading.detail() + " tells neither that it is there nor that it is not",
          exchange);
    }
    if (absent) {
      return new ProbeAnswer.Absent(exchange);
    }
    String reference =
        Judgement.reference(reading, operation, outbound).orElse(outbound.reference());
    boolean same =
        question.sameContent().map(c -> Judgement.holds(c, facts, outbound)).orElse(true);
    return same
        ? new ProbeAnswer.Found(reference, exchange)
        : new ProbeAnswer.FoundDifferent(
            reference,
            "The target has " + reference + " under our reference, with other content",
            exchange);
  }
}
