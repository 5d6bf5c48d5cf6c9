package org.millrace.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "The period is closed. | the period is closed.",
        "The period 2026/11 is closed. | the period # is closed.",
        "Order PO-1001/3: no unit 'PCE' | order #: no unit #",
        "Order PO-1002/1: no unit \"kg\" | order #: no unit #",
        "no item A-1, B-2, C-3 here | no item # here",
        "no item A-1 here | no item # here",
        "since 2026-11-21T08:15:00+01:00 it fails | since # it fails",
        "on 21.11.2026 at 8:15 | on # at #",
        "id 0198f2c4-7b1a-7000-8000-3f6c0a9d1e22 is taken | id # is taken",
        "Status 422: it's refused | status #: it's refused",
        "ada@plant.example may not post | # may not post",
        "value of -12.50 EUR is negative | value of -# eur is negative",
        "Größe „XL“ fehlt | größe # fehlt",
        "Количество 12 неверно | количество # неверно",
        "  two   blanks\tand a tab  | two blanks and a tab",
        "an 'open quote | an 'open quote",
        "don't stop at 'this' | don't stop at #",
        "'a' 'b', 'c' | #",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is no token | # is no token",
      })
  void the_values_are_left_out_and_the_words_stay(String detail, String pattern) {
    assertThat(ErrorPattern.of(detail)).isEqualTo(pattern);
  }

  @Test
  void nothing_has_no_pattern() {
    assertThat(ErrorPattern.of("")).isEmpty();
    assertThat(ErrorPattern.of(" \n ")).isEmpty();
  }

  @Test
  void whatever_the_values_are_the_pattern_is_the_same() {
    Random random = new Random(7);
    String expected = ErrorPattern.of("Item 1 of order 2 has no unit 'x' on 2026-01-01.");
    for (int i = 0; i < 2_000; i++) {
      String detail =
          "Item %s of order %s has no unit '%s' on %s."
              .formatted(value(random), value(random), word(random), value(random));
      assertThat(ErrorPattern.of(detail)).as(detail).isEqualTo(expected);
    }
  }

  private static String value(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Integer.toString(random.nextInt(1_000_000));
      case 1 -> "PO-" + random.nextInt(9_999) + "/" + random.nextInt(99);
      case 2 -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
      case 3 -> "2026-0%d-1%d".formatted(1 + random.nextInt(9), random.nextInt(10));
      default -> random.nextInt(99) + "." + random.nextInt(999);
    };
  }

  private static String word(Random random) {
    return random
        .ints(1 + random.nextInt(30), 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void any_text_gives_a_short_pattern_without_digits_in_no_time() {
    Random random = new Random(11);
    String signs = "abc 019'\"`«»„“.,;:/-_@#%+\n\t\0é漢字😀";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(i % 100 == 0 ? 50_000 : 300);
      while (text.length() < length) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      String pattern = ErrorPattern.of(text.toString());
      assertThat(pattern.length()).isLessThanOrEqualTo(ErrorPattern.LONGEST);
      assertThat(pattern.chars().noneMatch(Character::isDigit)).as(pattern).isTrue();
      assertThat(pattern).doesNotContain("\0").isEqualTo(pattern.strip());
    }
  }

  @Test
  void a_fingerprint_tells_apart_what_is_not_alike() {
    Fingerprint one = fingerprint(1, "erp", "no unit 'PCE'");
    assertThat(one.text()).isEqualTo(fingerprint(1, "erp", "no unit 'KGM'").text());
    assertThat(one.text()).isNotEqualTo(fingerprint(2, "erp", "no unit 'PCE'").text());
    assertThat(one.text()).isNotEqualTo(fingerprint(1, "wms", "no unit 'PCE'").text());
    assertThat(one.text()).isNotEqualTo(fingerprint(1, "erp", "no item 'PCE'").text());
    assertThat(one.group()).isEqualTo(fingerprint(1, "erp", "no item").group());
    assertThat(fingerprint(1, "erp", "*").text()).isNotEqualTo(one.collecting());
  }

  private static Fingerprint fingerprint(int step, String system, String detail) {
    return Fingerprint.of(
        "flow", step, system, new Failure.DataQuality("refused", detail, Optional.empty()));
  }
}
