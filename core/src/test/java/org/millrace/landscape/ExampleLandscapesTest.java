package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.adapter.http.HttpAdapter;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;

/**
 * The landscape of the demo is valid in each of its environments and serves what the plant sends.
 */
class ExampleLandscapesTest {

  private static final Path PLANT = Path.of("../examples/discrete-plant");

  /** Why these have no flow is told in the example's README. */
  private static final Set<String> LEFT_OUT = Set.of("request-engineering-change");

  @ParameterizedTest
  @MethodSource("environments")
  void the_discrete_plant_is_valid(String environment) {
    assertThat(problems(source().files(), environment)).isEmpty();
  }

  @Test
  void the_adapter_takes_part_in_the_check() {
    Map<String, byte[]> files = changed("systems/wms.yaml", "auth: session", "auth: by-good-looks");
    assertThat(problems(files, "demo")).isNotEmpty();
  }

  @Test
  void the_examples_are_checked_against_their_contracts() {
    Map<String, byte[]> files =
        changed(
            "contracts/production-confirmation/examples/half-of-an-order.json",
            "\"confirmation\": \"0010\"",
            "\"confirmation\": \"first\"");
    assertThat(problems(files, "demo"))
        .singleElement()
        .asString()
        .contains("half-of-an-order.json");
  }

  @Test
  void every_operation_that_the_plant_sends_has_a_flow() throws IOException {
    Set<String> served =
        loaded().flows().values().stream()
            .map(FlowDefinition::operation)
            .collect(Collectors.toSet());
    assertThat(served).doesNotContainAnyElementsOf(LEFT_OUT);
    served.addAll(LEFT_OUT);
    assertThat(served).isEqualTo(sentByThePlant());
  }

  @Test
  void the_readme_lists_every_flow() throws IOException {
    String readme = Files.readString(PLANT.resolve("README.md"));
    assertThat(loaded().flows().values())
        .allSatisfy(
            flow ->
                assertThat(readme)
                    .contains("| `" + flow.name() + "` | `" + flow.operation() + "` |"));
  }

  /** The first column of the table of messages in the plant's own documentation. */
  private static Set<String> sentByThePlant() throws IOException {
    String text = Files.readString(Path.of("../plant/README.md"));
    int start = text.indexOf("\n| operation | from |");
    assertThat(start).isPositive();
    return Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
        .matcher(text.substring(start, text.indexOf("\n\n", start)))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Landscape loaded() {
    return switch (loader().load(source(), "demo")) {
      case LoadResult.Loaded loaded -> loaded.landscape();
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  static List<String> environments() {
    try (Stream<Path> files = Files.list(PLANT.resolve("environments"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".yaml", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LandscapeSource source() {
    Problems problems = new Problems();
    LandscapeSource source = SourceFolder.read(PLANT, problems);
    assertThat(problems.all()).isEmpty();
    return source;
  }

  private static Map<String, byte[]> changed(String path, String from, String to) {
    Map<String, byte[]> files = new TreeMap<>(source().files());
    String text = new String(source().file(path).orElseThrow(), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    files.put(path, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static List<Problem> problems(Map<String, byte[]> files, String environment) {
    return switch (loader().load(LandscapeSource.of(files), environment)) {
      case LoadResult.Loaded ignored -> List.of();
      case LoadResult.Refused refused -> refused.problems();
    };
  }

  private static LandscapeLoader loader() {
    HttpAdapter http = new HttpAdapter();
    return new LandscapeLoader(
        new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH),
        Map.of(http.name(), http::check));
  }
}
