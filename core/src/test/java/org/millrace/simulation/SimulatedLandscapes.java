package org.millrace.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.millrace.failure.Capability;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.SystemDefinition;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;

/**
 * The landscape of the simulated world in several versions: a target of each capability, flows to
 * one target, to two in turn, with numbers ({@code count}), and one whose messages each need a
 * message of {@code post} in the erp ({@code issue}), and one whose steps can go elsewhere or be
 * taken back ({@code ship}). Versions differ in mapping and limits; not all flows map, because
 * mapping takes most of a seed's time.
 */
final class SimulatedLandscapes implements LandscapeCatalog {

  static final List<String> FLOWS =
      List.of("post", "move", "book", "tell", "chain", "count", "issue", "ship");

  static final int VERSIONS = 3;

  /** Read once: loading is slow, and landscapes are immutable. */
  private static final List<AppliedLandscape> ALL = load();

  private int current = 1;

  /**
   * Reads them now: reading needs threads of its own, which a world that holds the class's
   * initialisation could block.
   */
  static void prepare() {
    var _ = ALL.size();
  }

  private static List<AppliedLandscape> load() {
    List<AppliedLandscape> all = new ArrayList<>();
    for (int version = 1; version <= VERSIONS; version++) {
      all.add(load(version));
    }
    return List.copyOf(all);
  }

  @Override
  public AppliedLandscape current() {
    return ALL.get(current - 1);
  }

  @Override
  public Optional<AppliedLandscape> version(int number) {
    return Optional.of(ALL.get(number - 1));
  }

  /** In an order that is the same in each JVM, as a seed needs it. */
  Collection<SystemDefinition> systems() {
    return new TreeMap<>(current().landscape().systems()).values();
  }

  /** What the operation guarantees that all flows call. */
  static Capability capability(SystemDefinition system) {
    return Objects.requireNonNull(system.operations().get("put")).capability();
  }

  void next() {
    current = current % VERSIONS + 1;
  }

  private static AppliedLandscape load(int version) {
    TreeMap<String, String> files = new TreeMap<>();
    files.put("landscape.yaml", "landscape: simulated\n");
    files.put("environments/simulated.yaml", "values: {}\n");
    files.put("contracts/thing/contract.yaml", "contract: thing\n");
    files.put("contracts/thing/1.0.0.schema.json", "{}");
    files.put("mappings/thing.jsonata", "$merge([$, {\"landscape\": " + version + "}])\n");
    system(files, "erp", version, "probe: find");
    system(files, "wms", version, "idempotency: header");
    system(files, "mes", version, "idempotency: unique-number");
    system(files, "scale", version, "");
    flow(files, "post", "block", "- {to: erp, operation: put, map: thing}");
    flow(files, "move", "block", "- {to: wms, operation: put}");
    flow(files, "book", "block", "- {to: mes, operation: put, map: thing}");
    flow(files, "count", "block", "- {to: erp, operation: put, map: thing}");
    flow(files, "tell", "skip", "- {to: scale, operation: put}");
    flow(
        files,
        "issue",
        "block",
        "- {to: scale, operation: put, requires: [{flow: post, key: needs, in: erp, wait: PT2M}]}");
    flow(
        files,
        "chain",
        "block",
        "- {to: erp, operation: put}\n  - {to: wms, operation: put, map: thing, after: erp}");
    flow(
        files,
        "ship",
        "block",
        """
        - {to: wms, operation: put, compensate: undo}
          - to: erp
            operation: put
            after: wms
            compensate: undo
            alternative: {to: scale, operation: put}
          - {to: mes, operation: put, after: erp}
        """);
    return new AppliedLandscape(version, loaded(LandscapeSource.ofTexts(files)));
  }

  private static void system(
      Map<String, String> files, String name, int version, String guarantee) {
    files.put(
        "systems/" + name + ".yaml",
        """
        system: %s
        kind: ERP
        adapter: simulated
        limits: {concurrency: %d, timeout: %s}
        breaker: {window: 6, failure-rate: 60%%, open: PT4S}
        retry: {attempts: 4, first: PT0.5S, factor: 3, longest: PT20S}
        settle: %s
        %s
        failures:
          - {when: 'error.code = "elsewhere"', is: business-rule, code: elsewhere, then: reroute}
          - {when: 'error.code = "given-up"', is: business-rule, code: given-up, then: compensate}
        operations:
          put: {}
          %s
        """
            .formatted(
                name,
                1 + version,
                SimulatedTarget.TIMEOUT,
                SimulatedTarget.SETTLE,
                guarantee,
                guarantee.startsWith("probe")
                    ? "undo: {probe: find-undo}\n  find: {}\n  find-undo: {}"
                    : "undo: {}"));
  }

  private static void flow(Map<String, String> files, String name, String failure, String steps) {
    files.put(
        "flows/" + name + ".yaml",
        """
        flow: %s
        accepts: thing@1
        key: key
        order: {by: order}
        on-failure: %s
        editable: [poison, fixed]
        approval: %s
        deliver:
          %s
        """
            .formatted(name, failure, name.equals("book") ? "four-eyes" : "none", steps));
  }

  private static org.millrace.landscape.Landscape loaded(LandscapeSource source) {
    LandscapeLoader loader =
        new LandscapeLoader(
            new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH),
            Map.of("simulated", (system, problems) -> {}));
    return switch (loader.load(source, "simulated")) {
      case LoadResult.Loaded loaded -> loaded.landscape();
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }
}
