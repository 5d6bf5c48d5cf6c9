package org.millrace.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.bench.engine.EngineFailure;

class EditTest {
  @TempDir private Path landscape = Path.of("");

  @Test
  void a_text_is_replaced_and_a_file_is_made() throws IOException {
    Edit.whole("systems/erp.yaml", "settle: PT2S\n").in(landscape);
    new Edit("systems/erp.yaml", "PT2S", "PT1S").in(landscape);
    assertThat(landscape.resolve("systems/erp.yaml")).hasContent("settle: PT1S\n");
  }

  @Test
  void a_text_that_is_not_there_fails_the_run_instead_of_changing_nothing() throws IOException {
    Edit.whole("landscape.yaml", "landscape: a\n").in(landscape);
    assertThatThrownBy(() -> new Edit("landscape.yaml", "title:", "x").in(landscape))
        .isInstanceOf(EngineFailure.class);
    assertThat(Files.readString(landscape.resolve("landscape.yaml"))).isEqualTo("landscape: a\n");
  }
}
