package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.TargetAdapter;
import org.millrace.failure.Capability;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Problem;
import org.millrace.landscape.Problems;

/** What is wrong in a file is said before anything is connected. */
class CheckTest {

  private static final String CONNECTION = "{\"url\":\"https://erp.example/api\"}";

  @Test
  void the_adapter_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(TargetAdapter.class).stream().map(p -> p.get().name()))
        .contains("http");
  }

  @Test
  void a_proper_system_has_no_problems() {
    assertThat(
            problems(
                "{\"url\":\"https://erp.example/api\",\"credential\":\"erp\",\"auth\":\"bearer\","
                    + "\"ping\":\"/health\",\"timeouts\":{\"connect\":\"PT2S\"}}",
                "{\"path\":\"/orders/{order}\",\"query\":{\"a\":\"{b & '}'}\"},"
                    + "\"not-processed\":[503]}"))
        .isEmpty();
  }

  @Test
  void an_address_that_cannot_be_called_is_reported() {
    for (String url :
        List.of(
            "ftp://erp.example", "erp.example", "http://u:p@erp", "https://erp/?a=b", "http://")) {
      assertThat(problems("{\"url\":\"" + url + "\"}", "{\"path\":\"/a\"}"))
          .as(url)
          .anySatisfy(problem -> assertThat(problem).contains("no address"));
    }
  }

  @Test
  void every_mistake_is_reported_at_once() {
    assertThat(
            problems(
                "{\"url\":\"https://erp.example\",\"auth\":\"basic\",\"pign\":\"/x\"}",
                "{\"method\":\"post it\",\"path\":\"/a/../{b}?c\",\"body\":\"$x(\","
                    + "\"headers\":{\"Host\":\"x\"},\"not-processed\":[200],\"sucess\":\"true\"}"))
        .hasSizeGreaterThanOrEqualTo(7)
        .anySatisfy(problem -> assertThat(problem).contains("`credential` is missing"))
        .anySatisfy(problem -> assertThat(problem).contains("unknown key `pign`"))
        .anySatisfy(problem -> assertThat(problem).contains("is no method"))
        .anySatisfy(problem -> assertThat(problem).contains("is no path"))
        .anySatisfy(problem -> assertThat(problem).contains("is no JSONata"))
        .anySatisfy(problem -> assertThat(problem).contains("`Host` cannot be set"))
        .anySatisfy(problem -> assertThat(problem).contains("is no status of a failure"))
        .anySatisfy(problem -> assertThat(problem).contains("unknown key `sucess`"));
  }

  @Test
  void a_probe_must_say_what_found_and_absent_mean() {
    Problems problems = new Problems();
    OperationDefinition find = Bench.operation("find", Capability.BLIND, "{\"path\":\"/a\"}");
    OperationDefinition post = Bench.probed("post", "find", "{\"path\":\"/a\"}");
    new HttpAdapter().check(Bench.system(CONNECTION, post, find), problems);
    assertThat(problems.all().stream().map(Problem::what))
        .anySatisfy(what -> assertThat(what).contains("`found` is missing"))
        .anySatisfy(what -> assertThat(what).contains("`absent` is missing"));
  }

  @Test
  void a_wait_is_read_as_seconds_or_as_a_date_and_is_bounded() {
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    assertThat(RetryAfter.read("120", now)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.read("Fri, 20 Nov 2026 10:00:30 GMT", now))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.read("Fri, 20 Nov 2026 09:00:00 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.read("999999999999999999", now)).contains(RetryAfter.LONGEST);
    assertThat(RetryAfter.read("soon", now)).isEmpty();
  }

  private static List<String> problems(String connection, String settings) {
    Problems problems = new Problems();
    new HttpAdapter()
        .check(
            Bench.system(connection, Bench.operation("post", Capability.BLIND, settings)),
            problems);
    return problems.all().stream().map(Problem::toString).toList();
  }
}
