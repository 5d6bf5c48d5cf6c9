package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the API's reference and the code together. */
class ApiReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/reference/api.md");
  private static final Path ROUTES = Path.of("src/test/resources/org/millrace/api/routes.txt");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| ([0-9]{3}) \\|.+\\|");

  @Test
  void every_problem_is_documented_with_its_status_and_no_other_is() throws IOException {
    Map<String, Integer> documented =
        section("Problems")
            .lines()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap(row -> row.group(1), row -> Integer.parseInt(row.group(2))));
    Map<String, Integer> answered =
        Arrays.stream(ProblemType.values())
            .collect(Collectors.toMap(ProblemType::slug, ProblemType::status));
    assertThat(documented).isEqualTo(answered);
  }

  static Stream<String> routes() throws IOException {
    return Files.readAllLines(ROUTES).stream()
        .map(line -> line.split(" +", -1))
        .map(words -> words[0] + " " + words[1]);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void every_route_is_documented(String route) throws IOException {
    assertThat(Files.readString(REFERENCE)).containsPattern("`" + Pattern.quote(route) + "[` ]");
  }

  private static String section(String heading) throws IOException {
    String text = Files.readString(REFERENCE);
    int start = text.indexOf("\n## " + heading + "\n");
    assertThat(start).as(heading).isPositive();
    return text.substring(start, text.indexOf("\n## ", start + 4));
  }
}
