package org.millrace.bench.kill;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.millrace.bench.engine.EngineFailure;

/**
 * Sends one stream's messages, one after the other: the next only when the node has promised the
 * last. A message without a clear answer is sent again, the same bytes under the same key, however
 * often it takes.
 */
final class StreamSender implements Runnable {

  /** What all senders share. */
  record Common(AcceptedLog accepted, Pacer pacer, AtomicBoolean stop, AtomicLong repeated) {}

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final Common common;
  private final Posting posting;
  private final String order;
  private final NodeClient node;

  StreamSender(Common common, Posting posting, String order, NodeClient node) {
    this.common = common;
    this.posting = posting;
    this.order = order;
    this.node = node;
  }

  @Override
  public void run() {
    try (node) {
      for (int sequence = 1; !common.stop().get(); sequence++) {
        common.pacer().await();
        untilAccepted(sequence);
        common.accepted().add(posting.stream(order), sequence);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Only closing can fail here, and nothing hangs on it.
    }
  }

  private void untilAccepted(int sequence) throws InterruptedException {
    byte[] body = posting.body(order, sequence);
    String key = posting.operation() + "/" + order + "/" + sequence;
    long pause = FIRST_PAUSE_MILLIS;
    while (!isAccepted(key, body)) {
      common.repeated().incrementAndGet();
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private boolean isAccepted(String key, byte[] body) {
    try {
      NodeClient.Answer answer = node.post(key, body);
      return switch (answer.status()) {
        case 200, 202 -> true;
        case 409, 429, 500, 502, 503, 504 -> false;
        default -> throw new EngineFailure("the node refused " + key + ":\n" + answer.text());
      };
    } catch (IOException unclear) {
      return false;
    }
  }
}
