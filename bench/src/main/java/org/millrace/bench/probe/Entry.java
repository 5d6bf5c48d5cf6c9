package org.millrace.bench.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** One message on its way; the thread that brought it waits until it is durable. */
final class Entry {
  /** What became of it. */
  enum Fate {
    WAITING,
    ACCEPTED,
    DUPLICATE
  }

  final UUID id;
  final String idempotencyKey;
  final String orderKey;
  final byte[] body;
  private final Thread waiter = Thread.currentThread();
  private volatile Fate fate = Fate.WAITING;

  Entry(String idempotencyKey, String orderKey, byte[] body) {
    this.id = hash(idempotencyKey);
    this.idempotencyKey = idempotencyKey;
    this.orderKey = orderKey;
    this.body = body;
  }

  /** The primary key itself drops duplicates: one index instead of two. */
  private static UUID hash(String idempotencyKey) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      ByteBuffer digest =
          ByteBuffer.wrap(sha.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8)));
      return new UUID(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  void settle(Fate known) {
    fate = known;
    LockSupport.unpark(waiter);
  }

  /** To be called by the thread that made the entry. */
  Fate await() {
    while (fate == Fate.WAITING) {
      LockSupport.park(this);
    }
    return fate;
  }
}
