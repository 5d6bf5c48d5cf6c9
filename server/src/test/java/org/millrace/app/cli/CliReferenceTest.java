package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CliReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/reference/cli.md");

  @Test
  void the_reference_says_what_the_commands_say() throws IOException {
    Path made = Files.writeString(Path.of("target/cli.md"), CliReference.text());
    assertThat(Files.readString(REFERENCE))
        .as("if the commands are right: cp server/%s docs/reference/cli.md", made)
        .isEqualTo(CliReference.text());
  }
}
