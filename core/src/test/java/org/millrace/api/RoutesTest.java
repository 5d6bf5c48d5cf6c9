package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.access.AccessControl;
import org.millrace.database.TestDatabase;

@ExtendWith(TestDatabase.class)
class RoutesTest {

  private static final Path APPROVED = Path.of("src/test/resources/org/millrace/api/routes.txt");

  @Test
  void routes_and_their_rights_are_the_approved_ones(Jdbi jdbi, @TempDir Path folder)
      throws IOException {
    try (Node node = new Node(jdbi, folder)) {
      AccessControl access = node.access;
      String routes =
          node.api().routes(Node.LIMITS, new Callers(access, false)).all().stream()
              .map(r -> "%-6s %-40s %s".formatted(r.method(), r.template(), r.guard().label()))
              .collect(Collectors.joining("\n", "", "\n"));
      assertThat(routes).isEqualTo(Files.readString(APPROVED, StandardCharsets.UTF_8));
    }
  }
}
