package org.millrace.mapping;

import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import com.dashjoin.jsonata.Utils.JList;
import com.dashjoin.jsonata.Utils.RangeList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation has left. The engine asks it before and after every sub-expression, and our
 * functions ask it at every call; the engine's own bounds are not used, because it skips them in
 * parts of objects and lists. Belongs to one thread.
 */
final class Budget {

  /** The evaluation that runs on this thread. */
  static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();

  private final EvaluationLimits limits;
  private final Set<Symbol> changes;
  private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
  private long allocated;
  private int depth;
  private long steps;

  /**
   * @param changes the expressions whose result the engine merges into a value already weighed
   */
  Budget(EvaluationLimits limits, Set<Symbol> changes) {
    this.limits = limits;
    this.changes = changes;
  }

  long size() {
    return limits.size();
  }

  @SuppressWarnings("unused") // the engine's callback has these parameters
  void enter(Symbol expression, @Nullable Object input, Frame frame) {
    if (++depth > limits.depth()) {
      throw new LimitExceeded(
          "depth", "it is nested or calls itself deeper than " + limits.depth());
    }
    step();
  }

  @SuppressWarnings("unused") // the engine's callback has these parameters
  void leave(Symbol expression, @Nullable Object input, Frame frame, @Nullable Object result) {
    depth--;
    account(result);
    if (!changes.isEmpty() && changes.contains(expression)) {
      weights.clear();
    }
  }

  /** Counts a step of work. */
  void step() {
    work(1);
  }

  private void work(long more) {
    steps += more;
    if (steps > limits.steps()) {
      throw new LimitExceeded("steps", "it takes more than " + limits.steps() + " steps");
    }
  }

  /** Checks a value that was just made. */
  void account(@Nullable Object value) {
    switch (value) {
      case String text -> allocated += text.length() >> 3;
      case List<?> list -> {
        checkLength(list.size());
        allocated += list.size();
      }
      case Map<?, ?> map -> allocated += map.size();
      case null, default -> {
        return;
      }
    }
    if (allocated > limits.allocation()) {
      throw new LimitExceeded(
          "size", "it makes more than " + limits.allocation() + " characters and items on its way");
    }
    weigh(value, 0);
  }

  /** Refuses a text before it is made. */
  void checkText(long length) {
    if (length > limits.size()) {
      throw tooLarge();
    }
  }

  /** Characters, items and fields of a value with everything inside it, counted with repetition. */
  long weigh(@Nullable Object value, int nesting) {
    if (nesting > EvaluationLimits.DEEPEST_VALUE) {
      throw new LimitExceeded(
          "depth", "a value is nested deeper than " + EvaluationLimits.DEEPEST_VALUE + " levels");
    }
    long weight =
        switch (value) {
          case String text -> 1L + text.length();
          case RangeList range -> 1L + range.size();
          case JList<?> tuples when tuples.tupleStream -> 1L + tuples.size();
          case List<?> list -> known(list, nesting);
          case Map<?, ?> map -> known(map, nesting);
          case null, default -> 1L;
        };
    if (weight > limits.size()) {
      throw tooLarge();
    }
    return weight;
  }

  // Shared parts are weighed once: a small graph of shared lists can stand for a huge tree.
  private long known(Object container, int nesting) {
    Long before = weights.get(container);
    if (before != null) {
      return before;
    }
    long weight = 1;
    if (container instanceof List<?> list) {
      work(list.size());
      for (Object item : list) {
        weight += weigh(item, nesting + 1);
      }
    } else if (container instanceof Map<?, ?> map) {
      work(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        weight += weigh(entry.getKey(), nesting + 1) + weigh(entry.getValue(), nesting + 1);
      }
    }
    weights.put(container, weight);
    return weight;
  }

  private static void checkLength(int items) {
    if (items > EvaluationLimits.LONGEST_LIST) {
      throw new LimitExceeded(
          "size", "a list or range has more than " + EvaluationLimits.LONGEST_LIST + " items");
    }
  }

  private LimitExceeded tooLarge() {
    return new LimitExceeded("size", "a value is larger than the limit of " + limits.size());
  }
}
