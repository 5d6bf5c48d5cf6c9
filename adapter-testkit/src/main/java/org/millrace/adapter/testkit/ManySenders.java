package org.millrace.adapter.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Target;

/**
 * Many threads that send through one target at once. Every other reference asks the peer to cut the
 * connection, so that an outcome handed to the wrong sender shows.
 *
 * @param threads how many
 * @param each sends per thread
 */
record ManySenders(int threads, int each) {

  /** In a reference whose request the peer cuts. */
  static final String CUT = "cut-";

  List<String> references() {
    List<String> references = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      references.addAll(references(thread));
    }
    return references;
  }

  /** Sends all of it; answers what went wrong. */
  List<String> send(Trial trial, Target target) {
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> senders = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      List<String> references = references(thread);
      senders.add(
          Thread.ofVirtual()
              .uncaughtExceptionHandler((sender, thrown) -> wrong.add(thrown.toString()))
              .start(
                  () -> {
                    await(start);
                    references.forEach(reference -> send(trial, target, reference, wrong));
                  }));
    }
    start.countDown();
    senders.forEach(ManySenders::join);
    return List.copyOf(wrong);
  }

  private static void send(Trial trial, Target target, String reference, List<String> wrong) {
    Evidence evidence = trial.send(target, trial.outbound(reference, Trial.AMPLE)).evidence();
    boolean right =
        reference.contains(CUT)
            ? evidence instanceof Evidence.Unknown
            : evidence instanceof Evidence.Accepted;
    if (!right) {
      wrong.add(reference + " → " + evidence);
    }
  }

  private List<String> references(int thread) {
    List<String> references = new ArrayList<>();
    for (int number = 0; number < each; number++) {
      String kind = (thread + number) % 2 == 0 ? "take-" : CUT;
      references.add(String.format(Locale.ROOT, "%s%02d-%02d", kind, thread, number));
    }
    return references;
  }

  private static void await(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a sender was interrupted", e);
    }
  }

  private static void join(Thread sender) {
    try {
      sender.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while senders were at work", e);
    }
  }
}
