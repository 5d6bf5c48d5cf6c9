package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {

  private final List<String> closed = new ArrayList<>();
  private final Opened opened = new Opened();

  @Test
  void the_last_one_opened_is_closed_first_and_each_only_once() {
    opened.add(() -> closed.add("database"));
    opened.add(() -> closed.add("server"));
    opened.close();
    opened.close();
    assertThat(closed).containsExactly("server", "database");
  }

  @Test
  void one_that_cannot_be_closed_does_not_keep_the_others_open() {
    opened.add(() -> closed.add("database"));
    opened.add(
        () -> {
          throw new IllegalStateException("it hangs");
        });
    opened.close();
    assertThat(closed).containsExactly("database");
  }

  @Test
  void one_that_was_interrupted_lets_the_others_be_closed_and_tells_of_it() {
    opened.add(() -> closed.add("database"));
    opened.add(
        () -> {
          throw new InterruptedException();
        });
    opened.close();
    assertThat(closed).containsExactly("database");
    assertThat(Thread.interrupted()).isTrue();
  }
}
