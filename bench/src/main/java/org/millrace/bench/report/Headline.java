package org.millrace.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.millrace.bench.engine.Role;
import org.millrace.bench.measure.Spread;

/**
 * The one line that a benchmark comes down to: the product's medians, and what it is held against.
 * A figure is absent if its engine did not run.
 *
 * @param ofLimit the product's rate as a share of the probe's in the same repetition
 * @param bestDurablePeer name of the fastest other engine that is durable before it answers
 * @param bestDurablePeerPerS its rate
 * @param vsBestPeer the product's rate as a multiple of it
 * @param faults why the run is void; empty if it counts
 */
public record Headline(
    Optional<Double> deliveredPerS,
    Optional<Double> probePerS,
    Optional<Double> ofLimit,
    Optional<String> bestDurablePeer,
    Optional<Double> bestDurablePeerPerS,
    Optional<Double> vsBestPeer,
    Optional<Double> cpuUsPerMessage,
    Optional<Double> acceptP50Ms,
    Optional<Double> acceptP99Ms,
    Optional<Double> deliverP50Ms,
    Optional<Double> deliverP99Ms,
    Optional<Double> rssMb,
    String commit,
    List<String> faults) {
  public Headline {
    faults = List.copyOf(faults);
  }

  static Headline of(List<Measurement> all, String commit) {
    Optional<Standing> product = standing(all, Role.PRODUCT);
    Optional<Double> rate = figure(product, s -> s.deliveredPerS().median());
    Optional<Standing> best = bestDurablePeer(all);
    Optional<Double> peer = figure(best, s -> s.deliveredPerS().median());
    return new Headline(
        rate,
        figure(standing(all, Role.LIMIT), s -> s.deliveredPerS().median()),
        ofLimit(all),
        best.map(Standing::engine),
        peer,
        rate.flatMap(own -> peer.map(other -> Json.rounded(own / other))),
        figure(product, s -> s.cpuUsPerMessage().median()),
        figure(product, s -> s.acceptP50Ms().median()),
        figure(product, s -> s.acceptP99Ms().median()),
        figure(product, s -> s.deliverP50Ms().median()),
        figure(product, s -> s.deliverP99Ms().median()),
        figure(product, s -> s.rssMb().max()),
        commit,
        all.stream()
            .flatMap(run -> run.faults().stream().map(fault -> run.engine() + ": " + fault))
            .toList());
  }

  private static Optional<Standing> bestDurablePeer(List<Measurement> all) {
    return all.stream()
        .filter(run -> run.role() == Role.DURABLE_PEER)
        .map(Measurement::engine)
        .distinct()
        .map(name -> Standing.of(all.stream().filter(r -> r.engine().equals(name)).toList()))
        .max(Comparator.comparingDouble(standing -> standing.deliveredPerS().median()));
  }

  private static Optional<Standing> standing(List<Measurement> all, Role role) {
    List<Measurement> runs = all.stream().filter(run -> run.role() == role).toList();
    return runs.isEmpty() ? Optional.empty() : Optional.of(Standing.of(runs));
  }

  private static Optional<Double> figure(
      Optional<Standing> standing, ToDoubleFunction<Standing> figure) {
    return standing.map(figure::applyAsDouble);
  }

  /** Paired, because neighbouring runs share the machine's mood. */
  private static Optional<Double> ofLimit(List<Measurement> all) {
    List<Double> shares =
        all.stream()
            .filter(run -> run.role() == Role.PRODUCT)
            .flatMap(
                own ->
                    all.stream()
                        .filter(run -> run.role() == Role.LIMIT)
                        .filter(run -> run.repetition() == own.repetition())
                        .map(limit -> own.deliveredPerS() / limit.deliveredPerS()))
            .toList();
    return shares.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.rounded(Spread.of(shares).median()));
  }
}
