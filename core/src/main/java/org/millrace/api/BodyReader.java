package org.millrace.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads bodies into memory within limits: of size, of time, and of what all large bodies may take
 * together, so that neither huge nor slow bodies fill the heap. Thread-safe.
 */
final class BodyReader {

  /** Bodies up to this size are bounded by the number of requests alone. */
  static final int SMALL = 64 << 10;

  private static final int UNIT = 1 << 10;
  private static final int FIRST = 2 << 10;

  /** Refused requests whose bodies are awaited at the same time, and how long. */
  private static final int DRAINS = 64;

  private static final Duration DRAIN_TIME = Duration.ofSeconds(1);

  private final HttpLimits limits;
  private final Semaphore large;
  private final Semaphore drains = new Semaphore(DRAINS);

  BodyReader(HttpLimits limits) {
    this.limits = limits;
    this.large = new Semaphore(limits.largeBodies() / UNIT);
  }

  /** A body, and the room it takes until it is closed. */
  final class Body implements AutoCloseable {
    private final byte[] bytes;
    private final int room;

    private Body(byte[] bytes, int room) {
      this.bytes = bytes;
      this.room = room;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      large.release(room);
    }
  }

  /**
   * @throws Refused if it is too large, too slow, broken off, or there is no room
   */
  Body read(Request request, int limit) throws InterruptedException {
    long stated = request.getLength();
    if (stated > limit) {
      throw tooLarge(limit);
    }
    long deadline = System.nanoTime() + limits.bodyTime().toNanos();
    // The stated length is a promise of the caller's: memory follows what really comes.
    byte[] bytes = new byte[(int) (stated < 0 ? FIRST : Math.min(stated, SMALL))];
    int size = 0;
    int room = 0;
    boolean done = false;
    try {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          if (!await(request, deadline)) {
            throw tooSlow();
          }
          continue;
        }
        if (Content.Chunk.isFailure(chunk)) {
          throw new Refused(ProblemType.INVALID_REQUEST, "The body broke off or is malformed");
        }
        ByteBuffer part = chunk.getByteBuffer();
        int needed = size + part.remaining();
        if (needed > limit) {
          chunk.release();
          throw tooLarge(limit);
        }
        if (needed > SMALL && room == 0) {
          room = take(limit);
        }
        if (needed > bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(needed, bytes.length * 2)));
        }
        part.get(bytes, size, needed - size);
        size = needed;
        boolean last = chunk.isLast();
        chunk.release();
        if (last) {
          done = true;
          return new Body(size == bytes.length ? bytes : Arrays.copyOf(bytes, size), room);
        }
        if (System.nanoTime() - deadline > 0) {
          throw tooSlow();
        }
      }
    } finally {
      if (!done) {
        large.release(room);
      }
    }
  }

  private int take(int limit) {
    int units = limit / UNIT;
    if (!large.tryAcquire(units)) {
      throw new Refused(
          Problem.retryAfter(
              ProblemType.TEMPORARY_REDUCED_CAPACITY,
              "Too many large bodies arrive at the same time; nothing happened",
              1));
    }
    return units;
  }

  private static boolean await(Request request, long deadline) throws InterruptedException {
    Semaphore available = new Semaphore(0);
    request.demand(available::release);
    long left = deadline - System.nanoTime();
    return left > 0 && available.tryAcquire(left, TimeUnit.NANOSECONDS);
  }

  /**
   * Drops what an endpoint left unread, so that the connection can carry the next request. A caller
   * that still sends while the server closes would lose the answer (RFC 9112, section 9.6).
   *
   * @return false if too much is left or it comes too slowly: the answer has to close the
   *     connection, and to say so
   */
  boolean drain(Request request) throws InterruptedException {
    long begun = Request.getContentBytesRead(request);
    boolean asksFirst = begun == 0 && request.getHeaders().contains(HttpHeader.EXPECT);
    if (asksFirst || request.getLength() - begun > SMALL || !drains.tryAcquire()) {
      return false;
    }
    try {
      long deadline = System.nanoTime() + DRAIN_TIME.toNanos();
      int size = 0;
      while (size <= SMALL) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          if (!await(request, deadline)) {
            return false;
          }
          continue;
        }
        if (Content.Chunk.isFailure(chunk)) {
          return false;
        }
        size += chunk.remaining();
        chunk.release();
        if (chunk.isLast()) {
          return true;
        }
      }
      return false;
    } finally {
      drains.release();
    }
  }

  private static Refused tooLarge(int limit) {
    return closing(ProblemType.CONTENT_TOO_LARGE, "The body may have at most " + limit + " bytes");
  }

  private Refused tooSlow() {
    Duration time = limits.bodyTime();
    return closing(
        ProblemType.REQUEST_TIMEOUT,
        "The whole body has to arrive within " + time.toSeconds() + " seconds; nothing happened");
  }

  /** The rest of such a body is not worth waiting for (RFC 9110, sections 15.5.9 and 15.5.14). */
  private static Refused closing(ProblemType type, String detail) {
    return new Refused(new Problem(type, detail, List.of(), List.of(HttpFields.CONNECTION_CLOSE)));
  }
}
