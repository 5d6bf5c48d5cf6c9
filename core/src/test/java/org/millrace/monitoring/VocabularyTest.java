package org.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.millrace.failure.FailureClass;
import org.millrace.failure.Owner;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;

/** The console is built from this file: what it shows cannot drift from what the node means. */
class VocabularyTest {

  private static final Path APPROVED = Path.of("../docs/reference/vocabulary.json");

  @Test
  void the_words_of_the_api_are_the_published_ones() throws IOException {
    String groups =
        Arrays.stream(StateGroup.values())
            .map(group -> "    \"" + group.label() + "\": " + list(statesOf(group)))
            .collect(Collectors.joining(",\n"));
    String vocabulary =
        """
        {
          "stateGroups": {
        %s
          },
          "businessStatuses": %s,
          "failureClasses": %s,
          "owners": %s,
          "health": %s
        }
        """
            .formatted(
                groups,
                list(names(BusinessStatus.values())),
                list(kebab(FailureClass.values())),
                list(kebab(Owner.values())),
                list(
                    Arrays.stream(SystemStatus.Health.values())
                        .map(SystemStatus.Health::label)
                        .toList()));
    assertThat(vocabulary).isEqualTo(Files.readString(APPROVED, StandardCharsets.UTF_8));
  }

  private static List<String> statesOf(StateGroup group) {
    return Arrays.stream(DeliveryState.values())
        .filter(group.states()::contains)
        .map(DeliveryState::name)
        .toList();
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static List<String> kebab(Enum<?>[] values) {
    return names(values).stream().map(Words::kebab).toList();
  }

  private static String list(List<String> names) {
    return names.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }
}
