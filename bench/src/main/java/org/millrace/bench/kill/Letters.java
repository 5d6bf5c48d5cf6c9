package org.millrace.bench.kill;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** What one sender sends, in this order. For one thread. */
@FunctionalInterface
public interface Letters {

  Letter next();

  /** Whether what was sent so far is whole, so that the sender may stop here. */
  default boolean mayEnd() {
    return true;
  }

  /** The numbers of one order, from 1 on. */
  static Letters counting(Posting posting, String order) {
    int[] sequence = {0};
    return () -> Letter.of(posting, order, ++sequence[0]);
  }

  /** Each of an order of its own, with the same wrong in it. */
  static Letters alone(Posting posting, String orders, String unit, String lot) {
    int[] order = {0};
    return () -> new Letter(posting, orders + "-" + ++order[0], 1, unit, lot, "");
  }

  /** The numbers of one order, shuffled within a window, and some of them twice. */
  static Letters shuffled(
      Posting posting, String order, int window, double repeated, Random random) {
    return new Letters() {
      private final Deque<Letter> ready = new ArrayDeque<>();
      private int sent;

      @Override
      public Letter next() {
        if (ready.isEmpty()) {
          List<Letter> some = new ArrayList<>();
          for (int i = 0; i < window; i++) {
            Letter letter = Letter.of(posting, order, ++sent);
            some.add(letter);
            if (random.nextDouble() < repeated) {
              some.add(letter.repeated());
            }
          }
          Collections.shuffle(some, random);
          ready.addAll(some);
        }
        return ready.remove();
      }

      @Override
      public boolean mayEnd() {
        return ready.isEmpty();
      }
    };
  }
}
