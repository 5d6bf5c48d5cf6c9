package org.millrace.adapter.tryton;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.Problem;
import org.millrace.landscape.SystemDefinition;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;

/** A system declared as people declare it: the operations as YAML, the rest as usual. */
final class SystemText {

  private SystemText() {}

  static SystemDefinition system(String operations) {
    return switch (load(operations)) {
      case LoadResult.Loaded loaded ->
          java.util.Objects.requireNonNull(loaded.landscape().system("erp"));
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  static List<String> problems(String operations) {
    return switch (load(operations)) {
      case LoadResult.Loaded ignored -> List.of();
      case LoadResult.Refused refused -> refused.problems().stream().map(Problem::what).toList();
    };
  }

  private static LoadResult load(String operations) {
    String system =
        """
        system: erp
        kind: ERP
        adapter: tryton
        connection: {url: "http://erp", database: factory, credential: erp}
        operations:
        """
            + operations.indent(2);
    String environment =
        """
        credentials: {erp: {user: millrace, password: {env: PASSWORD}}}
        """;
    LandscapeLoader loader =
        new LandscapeLoader(
            new Expressions(EvaluationLimits.STANDARD, InstantSource.fixed(Instant.EPOCH)),
            Map.of("tryton", new TrytonAdapter()::check));
    return loader.load(
        LandscapeSource.ofTexts(
            Map.of(
                "landscape.yaml", "landscape: one\n",
                "systems/erp.yaml", system,
                "environments/dev.yaml", environment)),
        "dev");
  }
}
