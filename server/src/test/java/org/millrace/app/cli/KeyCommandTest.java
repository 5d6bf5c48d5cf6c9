package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestNode.Shared.class)
class KeyCommandTest {

  @Test
  void a_key_is_made_listed_used_and_ended(TestNode node) {
    Run made =
        Run.at(node, "key", "create", "--system", "scada", "--may", "read,operate", "--json");
    assertThat(made.exit()).isEqualTo(ExitStatus.DONE);
    String key = made.json().path("key").asString();
    String prefix = made.json().path("prefix").asString();
    assertThat(Run.of("status", "--url", node.address(), "--key", key).exit())
        .isEqualTo(ExitStatus.DONE);
    assertThat(Run.at(node, "key", "list").out())
        .containsPattern(prefix + " +scada +in force .* operate,read");

    Run revoked = Run.at(node, "key", "revoke", prefix);
    assertThat(revoked.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(Run.of("status", "--url", node.address(), "--key", key).exit())
        .isEqualTo(ExitStatus.NOT_ALLOWED);
    assertThat(Run.at(node, "key", "list").out()).containsPattern(prefix + " +scada +revoked");
    Run again = Run.at(node, "key", "revoke", prefix, "--json");
    assertThat(again.exit()).isEqualTo(ExitStatus.NO);
    assertThat(again.json().path("type").asString()).isEqualTo("/problems/not-found");
  }

  @Test
  void the_key_alone_is_the_result_and_the_rest_is_said_besides(TestNode node) {
    Run run = Run.at(node, "key", "create", "--system", "mes", "--may", "post:confirm-production");
    assertThat(run.out()).matches("mr_[a-z2-9]{8}_[A-Za-z0-9_-]{43}\\R");
    assertThat(run.err()).contains("./millrace key revoke " + run.out().substring(3, 11));
  }

  @Test
  void a_key_may_end_by_itself_and_revoking_answers_in_json(TestNode node) {
    Run made =
        Run.at(
            node,
            "key",
            "create",
            "--system",
            "mes",
            "--may",
            "read",
            "--expires",
            "2999-01-01T00:00:00Z",
            "--json");
    String prefix = made.json().path("prefix").asString();
    assertThat(Run.at(node, "key", "list").out())
        .containsPattern(prefix + " +mes +until 2999-01-01");
    JsonNode gone = Run.at(node, "key", "revoke", prefix, "--json").json();
    assertThat(gone.path("revoked").asString()).isEqualTo(prefix);
    Run past =
        Run.at(
            node,
            "key",
            "create",
            "--system",
            "mes",
            "--may",
            "read",
            "--expires",
            "2020-01-01T00:00:00Z");
    assertThat(past.exit()).isEqualTo(ExitStatus.NO);
    assertThat(past.err()).contains("must be in the future");
  }

  @Test
  void wrong_rights_and_names_are_refused(TestNode node) {
    Run right = Run.at(node, "key", "create", "--system", "mes", "--may", "fly");
    assertThat(right.exit()).isEqualTo(ExitStatus.NO);
    assertThat(right.err()).contains("read-payload");
    assertThat(Run.of("key", "create", "--system", "A B", "--may", "read").err())
        .contains("cannot be a name");
    assertThat(
            Run.of("key", "create", "--system", "mes", "--may", "read", "--expires", "soon").err())
        .contains("is no time");
    assertThat(Run.of("key").exit()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void a_whole_key_given_for_its_prefix_is_not_repeated() {
    Run run = Run.of("key", "revoke", "mr_abcdefgh_secretsecret");
    assertThat(run.exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.all()).doesNotContain("secretsecret");
  }
}
