package org.millrace.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.millrace.intake.BatchAnswer.At;
import org.millrace.intake.BatchDocument.Malformed;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.journal.Batches;
import org.millrace.landscape.BatchRule;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/** Checks a batch as a whole and files it; a {@link BatchWorker} takes its records in. */
public final class BatchDesk implements BatchIntake {

  /** Batches that may be under way; beyond it further ones are refused for now. */
  static final int MOST_OPEN = 200;

  private static final JsonMapper JSON = StrictJson.mapper();

  private final LandscapeCatalog catalog;
  private final Batches batches;
  private final BatchWorker worker;
  private final Supplier<Optional<String>> pausedBecause;

  /**
   * @param pausedBecause why nothing is taken at present
   */
  public BatchDesk(
      LandscapeCatalog catalog,
      Batches batches,
      BatchWorker worker,
      Supplier<Optional<String>> pausedBecause) {
    this.catalog = catalog;
    this.batches = batches;
    this.worker = worker;
    this.pausedBecause = pausedBecause;
  }

  @Override
  public BatchAnswer file(BatchRequest request, IntConsumer counted) {
    BatchDocument document;
    byte[] body = request.body().bytes();
    try {
      document = BatchReader.read(body);
    } catch (Malformed e) {
      return new BatchAnswer.Malformed(e.pointer(), e.getMessage());
    }
    if (request.key().isPresent()
        && document.id().isPresent()
        && !request.key().equals(document.id())) {
      return new BatchAnswer.Malformed("/id", "differs from the header Idempotency-Key");
    }
    counted.accept(document.records().size());
    Optional<String> paused = pausedBecause.get();
    if (paused.isPresent()) {
      return notNow(paused.get());
    }
    return known(request, document, body);
  }

  private BatchAnswer known(BatchRequest request, BatchDocument document, byte[] body) {
    Landscape landscape = catalog.current().landscape();
    Optional<FlowDefinition> flow = landscape.flowFor(request.operation());
    if (flow.isEmpty()) {
      return new BatchAnswer.Refused(
          Refusal.UNKNOWN_OPERATION, "No flow serves the operation `" + request.operation() + "`.");
    }
    Optional<String> callback =
        request
            .headers()
            .callback()
            .flatMap(url -> CallbackRule.refusal(landscape, request.client(), url));
    if (callback.isPresent()) {
      return new BatchAnswer.Refused(Refusal.CALLBACK_REFUSED, callback.get());
    }
    Optional<BatchRule> declared = flow.get().batch();
    Optional<BatchRule> demanded = document.rule();
    if (declared.isEmpty() && demanded.isEmpty()) {
      return new BatchAnswer.Malformed(
          "/policy", "is required, for the flow declares none: all-or-nothing or partial");
    }
    int records = document.records().size();
    BatchRule least = declared.orElse(BatchRule.PARTIAL);
    BatchRule rule = demanded.orElse(least);
    if (rule.required(records) < least.required(records)) {
      return new BatchAnswer.Malformed(
          "/policy", "may only be stricter than the flow's, which is `" + least.label() + "`");
    }
    return added(request, document, body, rule);
  }

  private BatchAnswer added(
      BatchRequest request, BatchDocument document, byte[] body, BatchRule rule) {
    Optional<List<At>> differences =
        document.totals().map(totals -> ControlSums.differences(document, body, totals));
    boolean tolerant = rule.required(document.records().size()) == 0;
    if (!tolerant && differences.isPresent() && !differences.get().isEmpty()) {
      return new BatchAnswer.TotalsDiffer(differences.get());
    }
    UUID fingerprint = Hashes.of(body);
    String key = request.key().or(document::id).orElseGet(() -> "content-" + fingerprint);
    Batches.Filed batch =
        new Batches.Filed(
            Hashes.of("batch", request.client(), request.operation(), key),
            key,
            request.client(),
            request.operation(),
            rule,
            fingerprint,
            request.headers().correlationId().orElse(key),
            request.headers().traceparent(),
            request.headers().callback(),
            document.records().size(),
            differences.map(JSON::writeValueAsString));
    return file(batch, body);
  }

  private BatchAnswer file(Batches.Filed batch, byte[] body) {
    if (batches.open() >= MOST_OPEN) {
      return notNow(MOST_OPEN + " batches are under way already");
    }
    return switch (batches.file(batch, body)) {
      case Batches.Filing.New fresh -> {
        worker.wake();
        yield new BatchAnswer.Filed(batch.id(), false);
      }
      case Batches.Filing.Again again -> new BatchAnswer.Filed(batch.id(), true);
      case Batches.Filing.OtherContent other ->
          new BatchAnswer.Refused(
              Refusal.IDEMPOTENCY_KEY_REUSED,
              "The batch `"
                  + batch.key()
                  + "` was handed in before with other content; nothing was taken. Give a corrected"
                  + " batch a key of its own: records that were taken before are not taken twice.");
    };
  }

  private static BatchAnswer notNow(String why) {
    return new BatchAnswer.Refused(
        Refusal.TEMPORARY_REDUCED_CAPACITY,
        "Nothing was taken, because " + why + "; send it again later.");
  }

  @Override
  public Optional<byte[]> content(UUID batch, int index) {
    return worker.content(batch, index);
  }

  @Override
  public boolean awaitEnd(UUID batch, Duration longest) throws InterruptedException {
    return worker.awaitEnd(batch, longest);
  }
}
