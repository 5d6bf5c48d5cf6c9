package org.millrace.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.millrace.adapter.Outbound;
import org.millrace.failure.Capability;
import org.millrace.proof.Fact;

/** A target's own book of effects, and the requests that are still on their way to it. */
final class Ledger {

  /**
   * @param visibleAt when a question finds it, in true nanoseconds
   */
  private record Entry(String document, long visibleAt) {}

  private record Travelling(long landsAt, Outbound outbound) {}

  private final String system;
  private final Capability capability;
  private final SimulatedTime time;
  private final Consumer<Fact> history;
  private final Map<String, Entry> byReference = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final List<Travelling> travelling = new ArrayList<>();

  Ledger(String system, Capability capability, SimulatedTime time, Consumer<Fact> history) {
    this.system = system;
    this.capability = capability;
    this.time = time;
    this.history = history;
  }

  /** What a request came to at the target. */
  enum Result {
    NEW,
    /** It was known by its token, and nothing happened again. */
    REPEATED,
    /** Its number is taken. */
    TAKEN
  }

  /**
   * The target processes a request.
   *
   * @param lag how long questions do not find it yet
   */
  Result apply(Outbound outbound, long lag) {
    String key = key(outbound);
    boolean known = byReference.containsKey(key);
    if (known && capability == Capability.TOKEN) {
      return Result.REPEATED;
    }
    if (known && capability == Capability.UNIQUE_NUMBER) {
      return Result.TAKEN;
    }
    byReference.put(key, new Entry("DOC-" + byReference.size(), time.nanos() + lag));
    history.accept(
        new Fact.Effect(
            time.trueMillis(),
            system,
            outbound.delivery().toString(),
            outbound.content().path("landscape").asInt(0),
            outbound.content().path("fixed").asInt(1)));
    return Result.NEW;
  }

  /**
   * Refuses a request for good: a target that says so has nothing of it and never will, whenever
   * another one of the same delivery arrives. Tells whether it is so; not of what it has.
   */
  boolean refuses(Outbound outbound) {
    if (byReference.containsKey(key(outbound))) {
      return false;
    }
    refused.add(key(outbound));
    return true;
  }

  boolean isRefused(Outbound outbound) {
    return refused.contains(key(outbound));
  }

  private String key(Outbound outbound) {
    return capability == Capability.TOKEN ? outbound.token() : reference(outbound);
  }

  /** A request that lands after a while. */
  void landsLater(Outbound outbound, long delay) {
    if (outbound.content().path("poison").asBoolean(false) || outbound.content().has("crashes")) {
      return; // whenever it lands, it has no effect
    }
    travelling.add(new Travelling(time.nanos() + delay, outbound));
  }

  /** Processes what has arrived by now. */
  void land() {
    for (Travelling request : List.copyOf(travelling)) {
      if (request.landsAt() <= time.nanos()) {
        travelling.remove(request);
        arrive(request.outbound());
      }
    }
  }

  private void arrive(Outbound outbound) {
    if (!isRefused(outbound)) {
      apply(outbound, 0);
    }
  }

  Optional<Long> nextLanding() {
    return travelling.stream().map(Travelling::landsAt).min(Long::compare);
  }

  /** What a question by reference finds. */
  Optional<String> seen(Outbound outbound) {
    return Optional.ofNullable(byReference.get(reference(outbound)))
        .filter(entry -> entry.visibleAt() <= time.nanos())
        .map(Entry::document);
  }

  /** What takes an effect back is a document of its own, with the same reference. */
  private static String reference(Outbound outbound) {
    return reference(outbound.reference(), outbound.operation().name().endsWith("undo"));
  }

  private static String reference(String reference, boolean takesBack) {
    return takesBack ? "undo " + reference : reference;
  }

  /** Whether the effect is there, as somebody sees who looks for it thoroughly. */
  boolean has(String token, String reference, boolean takesBack) {
    return byReference.containsKey(
        capability == Capability.TOKEN ? token : reference(reference, takesBack));
  }
}
