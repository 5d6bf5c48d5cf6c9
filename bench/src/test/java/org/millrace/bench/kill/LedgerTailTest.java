package org.millrace.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.bench.engine.EngineFailure;

class LedgerTailTest {
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private final EffectComparison comparison = new EffectComparison();

  @BeforeEach
  void name_the_file() {
    file = folder.resolve("erp.jsonl");
  }

  @Test
  void it_goes_on_where_it_ended_and_leaves_a_torn_line_alone() throws IOException {
    LedgerTail tail = new LedgerTail("erp", file);
    assertThat(tail.readInto(comparison)).isZero();
    append("{\"seq\":1,\"orderKey\":\"PO-1\",\"sequence\":1}\n{\"seq\":2,\"order");
    assertThat(tail.readInto(comparison)).isEqualTo(1);
    append("Key\":\"PO-1\",\"sequence\":2}\n");
    assertThat(tail.readInto(comparison)).isEqualTo(1);
    comparison.accepted("erp/PO-1", 1);
    comparison.accepted("erp/PO-1", 2);
    assertThat(comparison.verdict().holds()).isTrue();
  }

  @Test
  void an_effect_without_a_sequence_fails_the_run_instead_of_passing_unseen() throws IOException {
    append("{\"seq\":1,\"orderKey\":\"PO-1\"}\n");
    assertThatThrownBy(() -> new LedgerTail("erp", file).readInto(comparison))
        .isInstanceOf(EngineFailure.class)
        .hasMessageContaining("no order key or sequence");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
