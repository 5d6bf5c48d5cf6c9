package org.millrace.intake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.millrace.intake.Drafting.Result;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.journal.BatchMark;
import org.millrace.journal.Draft;
import org.millrace.journal.Inbox;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.journal.Receipt;
import org.millrace.journal.Together;
import org.millrace.message.MessageId;

/**
 * Takes records in together: what is fit in one transaction, or nothing if too little is.
 *
 * @param answers what a receipt means for the sender
 * @param same whether a repetition has the content of the first, however it is written
 */
record TogetherIntake(
    Inbox inbox,
    BiFunction<Draft, Receipt, IntakeAnswer> answers,
    BiPredicate<Draft, Receipt.Duplicate> same) {

  List<IntakeAnswer> accept(List<IntakeRequest> records, List<Result> results, BatchTerms terms)
      throws InterruptedException {
    List<Draft> fit =
        results.stream()
            .filter(Result.Drafted.class::isInstance)
            .map(result -> ((Result.Drafted) result).draft())
            .toList();
    if (fit.size() < terms.required()) {
      String why = why(fit.size(), terms.required(), records.size());
      return merged(results, fit.stream().map(draft -> nothing(draft, why)).iterator());
    }
    try {
      return merged(
          results, taken(fit, terms, mark(records, results, terms), records.size()).iterator());
    } catch (JournalUnavailableException e) {
      return merged(results, fit.stream().map(draft -> failed(draft, fit, terms, e)).iterator());
    }
  }

  /**
   * One that cannot be stored fails all that are taken with it. Where all are needed nothing more
   * can come of them; else they are tried again in smaller parts, until it stands alone.
   */
  private static IntakeAnswer failed(
      Draft draft, List<Draft> fit, BatchTerms terms, JournalUnavailableException e) {
    if (!e.isOfContent() || fit.size() == 1) {
      return LandscapeIntake.unavailable(draft, e);
    }
    return terms.required() > 0
        ? nothing(draft, "the journal cannot store one of its records")
        : new Refused(
            Refusal.TEMPORARY_REDUCED_CAPACITY,
            "Nothing was taken, because the journal cannot store one of the records with it.",
            List.of(),
            draft.correlationId());
  }

  private List<IntakeAnswer> taken(
      List<Draft> fit, BatchTerms terms, Optional<BatchMark> mark, int records)
      throws InterruptedException {
    Together.Result result =
        inbox.appendTogether(new Together(fit, terms.required(), Set.of(), mark));
    Set<MessageId> alike = result.kept() ? Set.of() : alike(fit, result.receipts());
    if (!alike.isEmpty()) {
      result = inbox.appendTogether(new Together(fit, terms.required(), alike, mark));
    }
    Together terminal = new Together(fit, terms.required(), alike, mark);
    int good = (int) result.receipts().stream().filter(terminal::isGood).count();
    List<IntakeAnswer> given = new ArrayList<>(fit.size());
    for (int i = 0; i < fit.size(); i++) {
      Receipt receipt = result.receipts().get(i);
      boolean stands = result.kept() || !terminal.isGood(receipt);
      given.add(
          stands
              ? answers.apply(fit.get(i), receipt)
              : nothing(fit.get(i), why(good, terms.required(), records)));
    }
    return given;
  }

  /** First messages that differ in their bytes only: known after a look at their content. */
  private Set<MessageId> alike(List<Draft> fit, List<Receipt> receipts) {
    return IntStream.range(0, fit.size())
        .filter(
            i ->
                receipts.get(i) instanceof Receipt.Duplicate duplicate
                    && !duplicate.sameBytes()
                    && same.test(fit.get(i), duplicate))
        .mapToObj(i -> receipts.get(i).message())
        .collect(Collectors.toSet());
  }

  private static Optional<BatchMark> mark(
      List<IntakeRequest> records, List<Result> results, BatchTerms terms) {
    return terms
        .place()
        .map(
            place ->
                new BatchMark(
                    place.batch(),
                    IntStream.range(0, results.size())
                        .filter(i -> results.get(i) instanceof Result.Drafted)
                        .mapToObj(
                            i ->
                                new BatchMark.Entry(
                                    place.indexes().get(i),
                                    records.get(i).headers().idempotencyKey()))
                        .toList()));
  }

  private static List<IntakeAnswer> merged(List<Result> results, Iterator<IntakeAnswer> ofFit) {
    List<IntakeAnswer> answers = new ArrayList<>(results.size());
    for (Result result : results) {
      answers.add(
          switch (result) {
            case Result.Unfit unfit -> unfit.refused();
            case Result.Drafted drafted -> ofFit.next();
          });
    }
    return answers;
  }

  static String why(int fit, int required, int records) {
    return required == records
        ? "%d of %d records are fit, and all have to be".formatted(fit, records)
        : "%d of %d records are fit, and at least %d have to be".formatted(fit, records, required);
  }

  private static IntakeAnswer nothing(Draft draft, String why) {
    return new Refused(
        Refusal.BATCH_REFUSED,
        "Nothing is wrong with this record, but nothing of its batch was taken: " + why + ".",
        List.of(),
        draft.correlationId());
  }
}
