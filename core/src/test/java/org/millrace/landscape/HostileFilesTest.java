package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileFilesTest {

  static List<String> bombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("a%d: &a%d [*a%d,*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    return List.of(
        laughs.toString(),
        "[".repeat(100_000),
        "{a: ".repeat(10_000) + "1" + "}".repeat(10_000),
        "a: &a [*a]",
        "? [1, 2]\n: x",
        "a:\n".repeat(100_000),
        "\u0000",
        "--- a\n--- b\n",
        "a: " + "x".repeat(900_000),
        "system: ${a}${a}${a}",
        "%YAML 9.9\n---\na: b",
        "");
  }

  @ParameterizedTest
  @MethodSource("bombs")
  @Timeout(10)
  void a_hostile_file_is_a_problem_and_takes_no_time(String text) {
    List<String> problems =
        Landscapes.problems(Landscapes.small(Map.of("systems/mes.yaml", text + " ")), "dev");
    assertThat(problems).isNotEmpty().anyMatch(line -> line.startsWith("systems/mes.yaml:"));
  }

  @Test
  @Timeout(120)
  void no_bytes_make_the_loader_throw() {
    Random random = new Random(7);
    LandscapeSource small = Landscapes.source("small");
    LandscapeLoader loader = Landscapes.loader();
    List<String> paths = List.copyOf(small.files().keySet());
    for (int i = 0; i < 200; i++) {
      TreeMap<String, byte[]> files = new TreeMap<>(small.files());
      String path = paths.get(random.nextInt(paths.size()));
      files.put(path, mutated(files.getOrDefault(path, new byte[0]), random));
      assertThat(loader.load(LandscapeSource.of(files), "dev")).isNotNull();
    }
  }

  private static byte[] mutated(byte[] content, Random random) {
    byte[] bytes = content.clone();
    String signs = "{}[]:,-&*!|>'\"%@`#?$ \n\t\u0000\u00ff/\\0aé";
    for (int change = random.nextInt(6); change >= 0 && bytes.length > 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) signs.charAt(random.nextInt(signs.length()));
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
        default -> {
          byte[] twice = new byte[bytes.length + at];
          System.arraycopy(bytes, 0, twice, 0, bytes.length);
          System.arraycopy(bytes, 0, twice, bytes.length, at);
          bytes = twice;
        }
      }
    }
    return bytes;
  }

  @Test
  void a_file_that_cannot_be_read_does_not_hide_the_others() {
    List<String> problems =
        Landscapes.problems(
            Landscapes.small(Map.of("systems/mes.yaml", "a: [", "systems/analytics.yaml", "b: {")),
            "dev");
    assertThat(problems)
        .anyMatch(line -> line.startsWith("systems/mes.yaml:"))
        .anyMatch(line -> line.startsWith("systems/analytics.yaml:"));
  }

  @Test
  void values_are_put_in_once_and_cannot_grow() {
    Problems problems = new Problems();
    Placeholders placeholders = new Placeholders("dev", Map.of("a", "${a}${a}"));
    assertThat(placeholders.fill("${a}", Position.startOf("x"), problems)).isEqualTo("${a}${a}");
    assertThat(placeholders.fill("$sum(a){b: c}", Position.startOf("x"), problems))
        .isEqualTo("$sum(a){b: c}");
    assertThat(problems.isEmpty()).isTrue();
  }
}
