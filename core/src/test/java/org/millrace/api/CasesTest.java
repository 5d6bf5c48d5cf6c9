package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.database.TestDatabase;
import tools.jackson.databind.JsonNode;

/** Cases over HTTP. */
@ExtendWith(TestDatabase.class)
class CasesTest {

  private final Jdbi jdbi;
  private final Node node;
  private final String key;

  CasesTest(Jdbi jdbi, @TempDir Path folder) {
    this.jdbi = jdbi;
    node = new Node(jdbi, folder);
    key = node.key("read", "operate");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private List<Long> list(String query) {
    JsonNode items = json(node.get("/v1/cases" + query, key)).path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path("number").asLong())
        .toList();
  }

  private void set(long number, String what) {
    jdbi.useHandle(h -> h.execute("update failure_case set " + what + " where number = " + number));
  }

  @Test
  void cases_are_listed_by_what_they_are_and_whose() {
    long one = node.journal.openCase("closed-period", "the period is closed", 1);
    long two = node.journal.openCase("bad-unit", "no unit", 1);
    long three = node.journal.openCase("bad-item", "no item", 1);
    set(two, "assignee = 'mes', tags = '{month-end,hall-3}', state = 'WAITING'");
    set(three, "state = 'CLOSED', closed_at = now(), closed_by = 'person:ada'");

    assertThat(list("")).containsExactly(one, two);
    assertThat(list("?mine=true")).containsExactly(two);
    assertThat(list("?assignee=mes")).containsExactly(two);
    assertThat(list("?unassigned=true")).containsExactly(one);
    assertThat(list("?tag=month-end")).containsExactly(two);
    assertThat(list("?code=closed-period")).containsExactly(one);
    assertThat(list("?state=waiting&state=new")).containsExactly(one, two);
    assertThat(list("?state=closed")).containsExactly(three);
    assertThat(list("?state=open&state=closed")).containsExactly(one, two, three);
    assertThat(list("?system=wms")).isEmpty();
    assertThat(list("?flow=production-confirmation&state=new")).containsExactly(one);
    assertProblem(node.get("/v1/cases?state=odd", key), 400, "invalid-request");
    assertProblem(node.get("/v1/cases?mine=yes", key), 400, "invalid-request");
    assertProblem(node.get("/v1/cases?mine=true&assignee=a", key), 400, "invalid-request");
    assertProblem(node.get("/v1/cases?owner=a", key), 400, "invalid-request");
  }

  @Test
  void one_that_is_snoozed_comes_back_by_time_or_by_growth() {
    long number = node.journal.openCase("bad-unit", "no unit", 3);
    set(
        number,
        "snoozed_until = '2026-11-21T09:00:00Z', snoozed_members = 3, snoozed_at = opened_at,"
            + " members = 29");
    assertThat(list("?snoozed=true")).containsExactly(number);
    assertThat(list("?snoozed=false")).isEmpty();
    assertThat(json(node.get("/v1/summary", key)).path("cases").path("open").asInt()).isZero();

    set(number, "members = 30");
    assertThat(list("?snoozed=true")).as("it has grown tenfold").isEmpty();
    set(number, "members = 3, snoozed_until = '2026-11-21T08:00:59Z'");
    assertThat(list("?snoozed=false")).as("the time is over").containsExactly(number);
    assertThat(json(node.get("/v1/cases/" + number, key)).path("snoozedUntil").isNull()).isTrue();
  }

  @Test
  void a_case_tells_what_helped_before_and_when_it_is_due() {
    long old = node.journal.openCase("closed-period", "the period is closed", 0);
    set(
        old,
        "state = 'CLOSED', closed_at = now(), closed_by = 'person:ada', fingerprint = 'old',"
            + " solution = 'finance reopened it'");
    long number = node.journal.openCase("closed-period", "the period is closed", 1);
    jdbi.useHandle(
        h ->
            h.execute(
                "insert into case_event (case_number, kind, from_state, to_state, value, actor)"
                    + " values (?, 'assigned', 'NEW', 'NEW', 'ada', 'person:ada')",
                number));

    JsonNode found = json(node.get("/v1/cases/" + number, key));
    assertThat(found.path("runbook").asString()).contains("Ask finance");
    assertThat(found.path("dueAt").asString()).isEqualTo("2026-11-21T08:30:00.000Z");
    assertThat(found.path("similar").path(0).path("number").asLong()).isEqualTo(old);
    assertThat(found.path("similar").path(0).path("solution").asString())
        .isEqualTo("finance reopened it");
    assertThat(found.path("history").path(0).path("text").asString()).isEqualTo("ada took it");
    assertThat(found.path("version").asInt()).isZero();
    assertProblem(node.get("/v1/cases/4711", key), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acknowledge | {} | Acknowledge[] because null case 1 at -1",
        "acknowledge | {\"version\": 7} | Acknowledge[] because null case 1 at 7",
        "investigate | {\"reason\": \"odd\"} | Investigate[] because odd case 1 at -1",
        "wait | {\"reason\": \"asked\"} | AwaitOthers[] because asked case 1 at -1",
        "assign | {\"to\": \"bo\"} | Assign[to=Optional[bo]] because null case 1 at -1",
        "assign | {} | Assign[to=Optional.empty] because null case 1 at -1",
        "snooze | {\"until\": \"2026-11-22T08:00:00Z\", \"reason\": \"Monday\"} |"
            + " Snooze[until=2026-11-22T08:00:00Z] because Monday case 1 at -1",
        "wake | {} | Wake[] because null case 1 at -1",
        "ticket | {\"url\": \"https://t.example/1\"} |"
            + " LinkTicket[url=Optional[https://t.example/1]] because null case 1 at -1",
        "tags | {\"tags\": [\"b\", \"a\", \"b\"]} | Tag[tags=[a, b]] because null case 1 at -1",
        "tags | {\"tags\": []} | Tag[tags=[]] because null case 1 at -1",
        "note | {\"reason\": \"called them\"} | Note[] because called them case 1 at -1",
        "close | {\"reason\": \"done\"} | Close[] because done case 1 at -1",
        "release | {\"reason\": \"added\", \"version\": 2} | release because added case 1 at 2",
      })
  void every_change_reaches_the_case_book(String action, String body, String command) {
    var answer = node.post("/v1/cases/1/" + action, key, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("version").asInt()).isEqualTo(8);
    assertThat(json(answer).path("state").asString()).isEqualTo("acknowledged");
    assertThat(node.commands).containsExactly(command + " by system:mes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait | {}",
        "close | {}",
        "note | {\"reason\": \"x\"}",
        "snooze | {\"reason\": \"later\"}",
        "snooze | {\"reason\": \"past\", \"until\": \"2026-11-21T08:00:00Z\"}",
        "snooze | {\"reason\": \"far\", \"until\": \"2027-11-21T08:00:00Z\"}",
        "ticket | {\"url\": \"javascript:alert(1)\"}",
        "ticket | {\"url\": \"https://user@t.example/\"}",
        "ticket | {\"url\": \"//t.example/\"}",
        "tags | {\"tags\": [\"No Tag\"]}",
        "tags | {}",
        "assign | {\"to\": \"\"}",
        "assign | {\"to\": \"ada\", \"state\": \"closed\"}",
        "acknowledge | {\"version\": -1}",
        "acknowledge | {\"version\": \"1\"}",
      })
  void what_makes_no_sense_is_refused_and_changes_nothing(String action, String body) {
    assertProblem(node.post("/v1/cases/1/" + action, key, body), 400, "invalid-request");
    assertThat(node.commands).isEmpty();
  }

  @Test
  void who_came_second_hears_that_it_changed() {
    assertProblem(node.post("/v1/cases/2/acknowledge", key, "{}"), 409, "state-changed");
    assertProblem(node.post("/v1/cases/3/acknowledge", key, "{}"), 404, "not-found");
    assertProblem(node.post("/v1/cases/1/acknowledge", node.key("read"), "{}"), 403, "forbidden");
  }
}
