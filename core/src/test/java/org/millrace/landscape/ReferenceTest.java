package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the reference and the readers together. A key that nobody knows makes each reader tell the
 * keys it knows; these must be the ones the reference has.
 */
class ReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/reference/landscape.md");
  private static final String STRANGE = "qqqqqqqqqqqqqqqqqqqq";
  private static final Pattern TOLD =
      Pattern.compile("unknown key `" + STRANGE + "([^`]*)`; known here: (.*)");

  private static final String SYSTEM =
      """
      system: mes
      kind: MES
      adapter: none
      limits: {?limits.: 1}
      breaker: {?breaker.: 1}
      retry: {?retry.: 1}
      callbacks: {escalations: {?callbacks.escalations.: 1}, ?callbacks.: 1}
      failures: [{?failures+.: 1, when: a, is: outage, code: a}]
      ?: 1
      """;
  private static final String LANDSCAPE =
      """
      landscape: small-plant
      criticality: {critical: {escalation: [{after: PT1H, to: x, ?criticality.*.escalation+.: 1}], ?criticality.*.: 1}}
      calendars: {a: {zone: UTC, open: [{?calendars.*.open+.: 1}], ?calendars.*.: 1}}
      ?: 1
      """;

  private static final String FLOW =
      """
      flow: production-confirmation
      accepts: production-confirmation@2
      order: {by: order, sequence: n, gap: {?order.gap.: 1}, ?order.: 1}
      batch: {policy: partial, ?batch.: 1}
      deliver:
        - to: erp
          operation: post-confirmation
          requires: [{flow: production-confirmation, key: n, ?deliver+.requires+.: 1}]
          confirmed-by: {event: a.b, about: n, ?deliver+.confirmed-by.: 1}
          ?deliver+.: 1
      announces: [{event: a, ?announces+.: 1}]
      ?: 1
      """;

  private static final String CHANNEL =
      """
      channel: floor
      kind: webhook
      system: mes
      operation: {from: body.type, among: [confirm-production], ?operation.: 1}
      signature: {credential: floor, ?signature.: 1}
      limits: {?limits.: 1}
      ?: 1
      """;

  @ParameterizedTest
  @CsvSource({
    "landscape.yaml, landscape.yaml",
    "systems/*.yaml, systems/mes.yaml",
    "contracts/*/contract.yaml, contracts/production-confirmation/contract.yaml",
    "flows/*.yaml, flows/production-confirmation.yaml",
    "channels/*.yaml, channels/floor.yaml",
    "environments/*.yaml, environments/dev.yaml"
  })
  void the_reference_has_exactly_the_keys_that_are_read(String heading, String file)
      throws IOException {
    assertThat(documented(heading)).isEqualTo(told(file));
  }

  private static Set<String> documented(String heading) throws IOException {
    String text = Files.readString(REFERENCE);
    int start = text.indexOf("\n## " + heading + "\n");
    assertThat(start).as(heading).isPositive();
    String section = text.substring(start + 4, text.indexOf("\n## ", start + 4));
    Set<String> keys = new TreeSet<>();
    for (String line : section.lines().filter(l -> l.startsWith("| `")).toList()) {
      Matcher key = Pattern.compile("`([^`]+)`").matcher(line.substring(0, line.indexOf('|', 1)));
      while (key.find()) {
        keys.add(key.group(1));
      }
    }
    return keys;
  }

  private static Set<String> told(String file) {
    LandscapeSource small = Landscapes.source("small");
    String text =
        switch (file) {
          case "systems/mes.yaml" -> SYSTEM;
          case "landscape.yaml" -> LANDSCAPE;
          case "flows/production-confirmation.yaml" -> FLOW;
          case "channels/floor.yaml" -> CHANNEL;
          default ->
              new String(content(small, file), java.nio.charset.StandardCharsets.UTF_8) + "?: 1\n";
        };
    Set<String> keys = new TreeSet<>();
    for (String problem :
        Landscapes.problems(Landscapes.small(Map.of(file, text.replace("?", STRANGE))), "dev")) {
      Matcher told = TOLD.matcher(problem);
      if (told.find()) {
        for (String key : told.group(2).split(", ", -1)) {
          keys.add(told.group(1).replace("+", "[]") + key);
        }
      }
    }
    // Sections are documented by their keys alone; `order` has a value of its own as well.
    keys.removeAll(Set.of("limits", "breaker", "retry", "failures", "callbacks", "deliver"));
    return keys;
  }

  private static byte[] content(LandscapeSource source, String file) {
    return source.file(file).orElseThrow();
  }
}
