package org.millrace.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.millrace.landscape.BatchRule;
import org.millrace.message.MessageId;

/** Keeps batches and what became of their records. Thread-safe. */
public interface Batches {

  /**
   * Makes a batch durable with its body.
   *
   * @return what holds its id now: it, or the one that was there before
   */
  Filing file(Filed batch, byte[] body);

  /** The batch that has waited longest and is not ended, if there is one. */
  Optional<Open> oldestOpen();

  /** Whether every record has its outcome. */
  boolean isEnded(UUID batch);

  /** Its body as it came, as long as it is kept. */
  Optional<byte[]> body(UUID batch);

  /** How many are not ended. */
  int open();

  /** Records that were taken, from an index on. */
  Map<Integer, MessageId> taken(UUID batch, int from);

  /**
   * Records what became of records, and how far the batch is; ends it with its last record.
   *
   * @param outcomes of records whose outcome is not known yet, without those that were taken
   * @param done records before this index have their outcome
   * @param refusal why nothing was taken, if the batch ends so
   */
  void record(UUID batch, List<Outcome> outcomes, int done, Optional<String> refusal);

  /** Forgets the bodies of batches that ended so many days ago; returns how many. */
  int forgetBodies(int days);

  /** Forgets batches that ended so many days ago, with their records; returns how many. */
  int forget(int days);

  /**
   * A batch as it is filed.
   *
   * @param id hash of sender, operation and key
   * @param fingerprint hash of its body
   * @param callback where the sender wants to hear of each message
   * @param totals what differs from the control totals, as JSON; nothing if none were given
   */
  record Filed(
      UUID id,
      String key,
      String sender,
      String operation,
      BatchRule rule,
      UUID fingerprint,
      String correlationId,
      Optional<String> traceparent,
      Optional<String> callback,
      int records,
      Optional<String> totals) {}

  /** What became of filing. */
  sealed interface Filing {

    /** It is durable. */
    record New() implements Filing {}

    /** The same is there already. */
    record Again() implements Filing {}

    /** The same sender gave this key to another batch. Nothing was written. */
    record OtherContent() implements Filing {}
  }

  /** A batch that goes on; records before the index {@code done} have their outcome. */
  final class Open {
    private final Filed filed;
    private final int done;
    private final byte[] body;

    Open(Filed filed, int done, byte[] body) {
      this.filed = filed;
      this.done = done;
      this.body = body;
    }

    public Filed filed() {
      return filed;
    }

    public int done() {
      return done;
    }

    public byte[] body() {
      return body;
    }
  }

  /** What became of a record that was not taken as new. */
  sealed interface Outcome {

    int index();

    Optional<String> key();

    /** The same was accepted before. */
    record Repeated(int index, Optional<String> key, MessageId message) implements Outcome {}

    /**
     * Nothing happened.
     *
     * @param code kind of problem, as the API names it
     * @param errors fields at fault, as JSON
     */
    record Refused(int index, Optional<String> key, String code, String detail, String errors)
        implements Outcome {}
  }
}
