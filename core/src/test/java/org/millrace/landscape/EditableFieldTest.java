package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.message.StrictJson;
import tools.jackson.databind.JsonNode;

class EditableFieldTest {

  private static final JsonNode DOCUMENT =
      StrictJson.mapper()
          .readTree(
              """
              {"unit": "PCE", "a/b": 1, "lines": [{"item": "A", "quantity": 1.50},
                {"item": "B", "quantity": 2}], "notes": {"x": 1, "y": []}}
              """);

  private static EditableField field(String text) {
    return EditableField.of(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "unit, /unit, true",
    "/unit, /unit, true",
    "unit, /units, false",
    "unit, /unit/x, true",
    "lines, /lines/0/quantity, true",
    "lines.*.quantity, /lines/7/quantity, true",
    "lines.*.quantity, /lines/0/item, false",
    "lines.*.quantity, /lines/0, false",
    "/lines/0/quantity, /lines/1/quantity, false",
    "/a~1b, /a~1b, true",
    "unit, unit, false",
    "unit, '', false",
  })
  void it_covers_what_is_inside_it_and_nothing_else(String text, String pointer, boolean covers) {
    assertThat(field(text).covers(pointer)).isEqualTo(covers);
  }

  @Test
  void its_places_are_the_single_values_and_where_a_missing_one_would_be() {
    assertThat(field("unit").placesIn(DOCUMENT)).containsExactly("/unit");
    assertThat(field("lines.*.quantity").placesIn(DOCUMENT))
        .containsExactly("/lines/0/quantity", "/lines/1/quantity");
    assertThat(field("lines").placesIn(DOCUMENT)).hasSize(4);
    assertThat(field("notes").placesIn(DOCUMENT)).containsExactly("/notes/x", "/notes/y");
    assertThat(field("lot").placesIn(DOCUMENT)).containsExactly("/lot");
    assertThat(field("lots.*.number").placesIn(DOCUMENT)).isEmpty();
    assertThat(field("/lines/9/item").placesIn(DOCUMENT)).isEmpty();
    assertThat(field("/a~1b").placesIn(DOCUMENT)).isEqualTo(List.of("/a~1b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a..b", "/", "/a//b", ".a"})
  void what_names_no_field_is_none(String text) {
    assertThat(EditableField.of(text)).isEmpty();
  }
}
