package org.millrace.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.millrace.intake.Drafting.Result;
import org.millrace.intake.IntakeAnswer.Accepted;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.intake.IntakeAnswer.Repeated;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Draft;
import org.millrace.journal.Inbox;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.journal.Message;
import org.millrace.journal.Receipt;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.LandscapeCatalog;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages in by the landscape in force. */
public final class LandscapeIntake implements Intake {

  private final LandscapeCatalog catalog;
  private final Inbox inbox;
  private final DeliveryQueue journal;
  private final Drafting drafting;
  private final Supplier<String> correlationIds;

  /** Idempotency keys whose first request has not been answered yet. */
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param journal where a first message is read back to compare contents
   * @param correlationIds mints the id of a message that came without one
   */
  public LandscapeIntake(
      LandscapeCatalog catalog,
      Inbox inbox,
      DeliveryQueue journal,
      JsonMapper json,
      RandomGenerator random,
      Supplier<String> correlationIds) {
    this.catalog = catalog;
    this.inbox = inbox;
    this.journal = journal;
    this.drafting = new Drafting(json, random);
    this.correlationIds = correlationIds;
  }

  @Override
  public IntakeAnswer accept(IntakeRequest request) throws InterruptedException {
    return switch (draft(request, catalog.current())) {
      case Result.Unfit unfit -> unfit.refused();
      case Result.Drafted drafted -> append(drafted.draft());
    };
  }

  @Override
  public List<IntakeAnswer> acceptBatch(List<IntakeRequest> records, boolean together)
      throws InterruptedException {
    AppliedLandscape applied = catalog.current();
    List<Result> results = records.stream().map(record -> draft(record, applied)).toList();
    if (!together) {
      return eachForItself(results);
    }
    if (results.stream().anyMatch(result -> result instanceof Result.Unfit)) {
      return results.stream().map(LandscapeIntake::refusedWithTheOthers).toList();
    }
    return allOrNothing(results.stream().map(r -> ((Result.Drafted) r).draft()).toList());
  }

  private Result draft(IntakeRequest request, AppliedLandscape applied) {
    return drafting.draft(
        request, applied, request.headers().correlationId().orElseGet(correlationIds));
  }

  private IntakeAnswer append(Draft draft) throws InterruptedException {
    UUID key = draft.clientDedup().orElse(draft.businessDedup());
    if (!underWay.add(key)) {
      return new Refused(
          Refusal.REQUEST_IN_FLIGHT,
          "The same key is being accepted this moment; ask again.",
          List.of(),
          draft.correlationId());
    }
    try {
      return answer(draft, inbox.append(draft).get());
    } catch (ExecutionException e) {
      return unavailable(draft, e.getCause());
    } finally {
      underWay.remove(key);
    }
  }

  /**
   * All appends are under way before the first is waited for, so that they share commits. The
   * answers are found on this thread: looking a first message up must not hold up the commits.
   */
  private List<IntakeAnswer> eachForItself(List<Result> results) throws InterruptedException {
    List<Supplier<IntakeAnswer>> answers = new ArrayList<>(results.size());
    for (Result result : results) {
      switch (result) {
        case Result.Unfit unfit -> answers.add(unfit::refused);
        case Result.Drafted drafted -> {
          CompletableFuture<Receipt> receipt = inbox.append(drafted.draft());
          answers.add(() -> answer(drafted.draft(), receipt));
        }
      }
    }
    return answers.stream().map(Supplier::get).toList();
  }

  private IntakeAnswer answer(Draft draft, CompletableFuture<Receipt> appended) {
    Receipt receipt;
    try {
      receipt = appended.join();
    } catch (CompletionException e) {
      return unavailable(draft, e);
    }
    return answer(draft, receipt);
  }

  private List<IntakeAnswer> allOrNothing(List<Draft> drafts) throws InterruptedException {
    try {
      List<Receipt> receipts = inbox.appendTogether(drafts);
      boolean conflict = receipts.stream().anyMatch(LandscapeIntake::differs);
      List<IntakeAnswer> answers = new ArrayList<>(drafts.size());
      for (int i = 0; i < drafts.size(); i++) {
        Receipt receipt = receipts.get(i);
        answers.add(
            conflict && !differs(receipt)
                ? nothingHappened(drafts.get(i).correlationId())
                : answer(drafts.get(i), receipt));
      }
      return answers;
    } catch (JournalUnavailableException e) {
      return drafts.stream().map(draft -> unavailable(draft, e)).toList();
    }
  }

  private static boolean differs(Receipt receipt) {
    return receipt instanceof Receipt.Duplicate duplicate && !duplicate.sameBytes();
  }

  private IntakeAnswer answer(Draft draft, Receipt receipt) {
    return switch (receipt) {
      case Receipt.Accepted accepted -> new Accepted(accepted.message(), draft.correlationId());
      case Receipt.Duplicate duplicate -> answer(draft, duplicate);
    };
  }

  /** The same document may be written differently: spaces and the order of names do not matter. */
  private IntakeAnswer answer(Draft draft, Receipt.Duplicate duplicate) {
    Optional<Message> first = journal.message(duplicate.message());
    boolean same =
        duplicate.sameBytes()
            || first.map(m -> m.content().equals(draft.payload().content())).orElse(false);
    if (same) {
      return new Repeated(
          duplicate.message(), first.map(Message::correlationId).orElse(draft.correlationId()));
    }
    String key =
        duplicate.byBusinessKey()
            ? "The business key " + draft.businessKey()
            : "The Idempotency-Key of this request";
    return new Refused(
        Refusal.IDEMPOTENCY_KEY_REUSED,
        key
            + " was used before for a document with other content (message "
            + duplicate.message()
            + "); nothing was taken.",
        List.of(),
        draft.correlationId());
  }

  private static IntakeAnswer refusedWithTheOthers(Result result) {
    return switch (result) {
      case Result.Unfit unfit -> unfit.refused();
      case Result.Drafted drafted -> nothingHappened(drafted.draft().correlationId());
    };
  }

  private static IntakeAnswer nothingHappened(String correlationId) {
    return new Refused(
        Refusal.INVALID_REQUEST,
        "Nothing was taken, because another record of this all-or-nothing batch was refused.",
        List.of(),
        correlationId);
  }

  private static IntakeAnswer unavailable(
      Draft draft, @org.jspecify.annotations.Nullable Throwable cause) {
    Throwable reason = cause instanceof CompletionException ? cause.getCause() : cause;
    if (reason instanceof JournalUnavailableException) {
      return new Refused(
          Refusal.TEMPORARY_REDUCED_CAPACITY,
          "Nothing was taken, because " + reason.getMessage() + "; send it again.",
          List.of(),
          draft.correlationId());
    }
    throw new IllegalStateException("appending failed", cause);
  }
}
