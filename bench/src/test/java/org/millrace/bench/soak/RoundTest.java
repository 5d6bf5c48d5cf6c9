package org.millrace.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

class RoundTest {

  private final List<Round> all = Round.all(new OutageWalk(10, 100));

  @Test
  void every_round_has_a_name_of_its_own_and_some_of_the_time() {
    assertThat(all).extracting(Round::name).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(round -> assertThat(round.share()).isPositive());
  }

  @Test
  void the_help_names_every_round() throws NoSuchFieldException {
    String help =
        String.join(
            " ",
            SoakCommand.class.getDeclaredField("rounds").getAnnotation(Option.class).description());
    List<String> named = Arrays.asList(help.split("[^a-z-]+", -1));
    assertThat(named).containsAll(all.stream().map(Round::name).toList());
  }
}
