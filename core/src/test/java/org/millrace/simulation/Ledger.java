package org.millrace.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    String key = capability == Capability.TOKEN ? outbound.token() : outbound.reference();
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
            outbound.content().path("landscape").asInt(0)));
    return Result.NEW;
  }

  /** A request that lands after a while. */
  void landsLater(Outbound outbound, long delay) {
    if (outbound.content().has("poison") || outbound.content().has("crashes")) {
      return; // whenever it lands, it has no effect
    }
    travelling.add(new Travelling(time.nanos() + delay, outbound));
  }

  /** Processes what has arrived by now. */
  void land() {
    for (Travelling request : List.copyOf(travelling)) {
      if (request.landsAt() <= time.nanos()) {
        travelling.remove(request);
        apply(request.outbound(), 0);
      }
    }
  }

  Optional<Long> nextLanding() {
    return travelling.stream().map(Travelling::landsAt).min(Long::compare);
  }

  /** What a question by reference finds. */
  Optional<String> seen(Outbound outbound) {
    return Optional.ofNullable(byReference.get(outbound.reference()))
        .filter(entry -> entry.visibleAt() <= time.nanos())
        .map(Entry::document);
  }

  /** Whether the effect is there, as somebody sees who looks for it thoroughly. */
  boolean has(String token, String reference) {
    return byReference.containsKey(capability == Capability.TOKEN ? token : reference);
  }
}
