package org.millrace.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Ends the process in good order when it is told to end, by Ctrl-C or SIGTERM. */
final class Stop {

  /** After it the process ends in any case: whoever sent the signal would soon kill it. */
  private static final Duration LIMIT = Duration.ofSeconds(29);

  private Stop() {}

  /**
   * From now on the process, once told to end, closes what is given and ends with exit status 0;
   * with 1 if that fails or takes too long.
   */
  static void whenTold(Runnable closing) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> end(closing)));
  }

  /** Waits until the process ends. */
  static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /**
   * A JVM that was told to end by a signal would report that as a failure, whatever its hooks do.
   */
  private static void end(Runnable closing) {
    Closing work = new Closing(closing);
    Thread thread = Thread.ofPlatform().name("closing").daemon().start(work);
    boolean inTime = false;
    try {
      inTime = thread.join(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!inTime) {
      System.err.println(
          "The stop took longer than "
              + LIMIT.toSeconds()
              + " s and was broken off; the next start takes up what was left.");
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(inTime && work.done ? 0 : 1);
  }

  private static final class Closing implements Runnable {
    private final Runnable closing;
    private volatile boolean done;

    Closing(Runnable closing) {
      this.closing = closing;
    }

    @Override
    public void run() {
      closing.run();
      done = true;
    }
  }
}
