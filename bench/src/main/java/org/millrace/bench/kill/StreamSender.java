package org.millrace.bench.kill;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.bench.engine.EngineFailure;

/**
 * Sends one stream's messages, one after the other: the next only when the node has promised the
 * last. A message without a clear answer is sent again, the same bytes under the same key, however
 * often it takes.
 */
final class StreamSender implements Runnable {

  /** What all senders share. */
  record Common(AcceptedLog accepted, AtomicBoolean stop, AtomicLong repeated) {}

  private static final Pattern ID = Pattern.compile("/v1/jobs/([0-9a-f-]{36})");

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final Common common;
  private final Pacer pacer;
  private final Letters letters;
  private final NodeClient node;

  StreamSender(Common common, Pacer pacer, Letters letters, NodeClient node) {
    this.common = common;
    this.pacer = pacer;
    this.letters = letters;
    this.node = node;
  }

  @Override
  public void run() {
    try (node) {
      while (!(common.stop().get() && letters.mayEnd())) {
        pacer.await();
        Letter letter = letters.next();
        String id = untilAccepted(letter);
        common.accepted().add(letter.stream(), letter.sequence(), id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Only closing can fail here, and nothing hangs on it.
    }
  }

  /** The message's id, or nothing if the node does not tell it. */
  private String untilAccepted(Letter letter) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    Optional<String> id = accepted(letter);
    while (id.isEmpty()) {
      common.repeated().incrementAndGet();
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      id = accepted(letter);
    }
    return id.get();
  }

  private Optional<String> accepted(Letter letter) {
    try {
      String key = letter.idempotencyKey();
      NodeClient.Answer answer = node.post(key, letter.body());
      return switch (answer.status()) {
        case 200, 202 -> Optional.of(id(answer.text()));
        case 409, 429, 500, 502, 503, 504 -> Optional.empty();
        default -> throw new EngineFailure("the node refused " + key + ":\n" + answer.text());
      };
    } catch (IOException unclear) {
      return Optional.empty();
    }
  }

  private static String id(String answer) {
    Matcher id = ID.matcher(answer);
    return id.find() ? id.group(1) : "";
  }
}
