package org.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.TestDatabase;
import org.millrace.landscape.Landscape;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

@ExtendWith(TestDatabase.class)
class MessagesTest {

  private final Landscape plant = Plant.landscape();
  private Journal journal;
  private Messages messages;
  private Jobs jobs;
  private Cases cases;

  MessagesTest(Jdbi jdbi) {
    journal = new Journal(jdbi);
    messages = new Messages(jdbi, () -> plant, DeliveryId::toString);
    jobs = new Jobs(jdbi, () -> plant);
    cases = new Cases(jdbi, () -> plant, () -> Journal.MORNING);
  }

  @BeforeEach
  void begin(Jdbi emptied) {
    journal = new Journal(emptied);
  }

  private static MessageQuery query(String q, String system, Set<DeliveryState> states) {
    MessageQuery all = MessageQuery.newest(50);
    return new MessageQuery(
        Optional.of(q).filter(s -> !s.isEmpty()),
        all.flow(),
        all.object(),
        Optional.of(system).filter(s -> !s.isEmpty()),
        states,
        all.caseNumber(),
        all.since(),
        all.until(),
        all.before(),
        all.limit());
  }

  private List<String> keys(MessageQuery query) {
    return messages.page(query).items().stream().map(MessageItem::businessKey).toList();
  }

  @Test
  void the_newest_comes_first_and_pages_join_without_gap() {
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      MessageId id = journal.message("PO-" + i, "PO");
      journal.delivery(id, 1, "erp", 1, "CONFIRMED");
      expected.addFirst("PO-" + i);
    }
    List<String> seen = new ArrayList<>();
    Optional<MessageId> before = Optional.empty();
    do {
      MessageQuery newest = MessageQuery.newest(3);
      MessageItem.Page page = messages.page(before.map(newest::after).orElse(newest));
      page.items().forEach(item -> seen.add(item.businessKey()));
      before = page.next().map(MessageId::parse);
    } while (before.isPresent());
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void a_key_is_found_whole_or_by_its_beginning_and_taken_literally() {
    for (String key : List.of("PO-1001/1", "PO-1001/2", "PO-2002/1", "PO%/1")) {
      journal.delivery(journal.message(key, "O-" + key), 1, "erp", key.hashCode(), "CONFIRMED");
    }
    assertThat(keys(query("PO-1001", "", Set.of()))).containsExactly("PO-1001/2", "PO-1001/1");
    assertThat(keys(query("PO-2002/1", "", Set.of()))).containsExactly("PO-2002/1");
    assertThat(keys(query("O-PO-2", "", Set.of()))).containsExactly("PO-2002/1");
    assertThat(keys(query("c-PO-2002/1", "", Set.of()))).containsExactly("PO-2002/1");
    assertThat(keys(query("PO%", "", Set.of()))).containsExactly("PO%/1");
    assertThat(keys(query("'; drop table message; --", "", Set.of()))).isEmpty();
    assertThat(keys(MessageQuery.newest(50))).hasSize(4);
  }

  @Test
  void one_behind_an_earlier_one_of_its_key_is_shown_blocked_with_its_blocker() {
    long number = journal.openCase("closed-period", "the period is closed", 1);
    MessageId first = journal.message("PO-1/1", "PO-1");
    journal.delivery(first, 1, "erp", 42, "NEEDS_PERSON", number);
    MessageId second = journal.message("PO-1/2", "PO-1");
    journal.delivery(second, 1, "erp", 42, "READY");
    MessageId third = journal.message("PO-1/3", "PO-1");
    journal.delivery(third, 1, "erp", 42, "READY");
    MessageId other = journal.message("PO-9/1", "PO-9");
    journal.delivery(other, 1, "erp", 43, "READY");

    List<MessageItem> items = messages.page(MessageQuery.newest(50)).items();
    MessageItem.Delivery head = items.get(3).deliveries().getFirst();
    MessageItem.Delivery blocked = items.get(1).deliveries().getFirst();
    assertThat(head.behind()).isEqualTo(2);
    assertThat(head.caseNumber()).contains(number);
    assertThat(items.get(3).summary())
        .isEqualTo("Brook Street ERP refused it: the period is closed");
    assertThat(blocked.state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(blocked.blockedBy()).contains(first + ":1");
    assertThat(blocked.blockedByKey()).contains("PO-1/1");
    assertThat(items.get(1).summary())
        .isEqualTo("Waits its turn behind PO-1/1 for Brook Street ERP");
    assertThat(items.get(0).state()).isEqualTo(DeliveryState.READY);
    assertThat(items.get(0).deliveries().getFirst().behind()).isZero();

    assertThat(keys(query("", "", EnumSet.of(DeliveryState.READY)))).containsExactly("PO-9/1");
    assertThat(keys(query("", "", EnumSet.of(DeliveryState.BLOCKED))))
        .containsExactly("PO-1/3", "PO-1/2");
    assertThat(keys(query("", "erp", StateGroup.ATTENTION.states()))).containsExactly("PO-1/1");
    assertThat(keys(query("", "mes", StateGroup.ATTENTION.states()))).containsExactly("PO-1/1");
    assertThat(keys(query("", "analytics", StateGroup.ATTENTION.states()))).isEmpty();

    CaseItem open = cases.list(CaseQuery.OPEN).getFirst();
    assertThat(open.waitingBehind()).isEqualTo(2);
    assertThat(open.oldest()).isEqualTo(first.acceptedAt());
    assertThat(open.failureClass()).isEqualTo("business-rule");
    assertThat(cases.find(number).map(CaseDetail::item)).contains(open);
    assertThat(cases.find(number + 1)).isEmpty();
  }

  private static MessageQuery ofCase(long number, String system, int limit) {
    MessageQuery all = query("", system, Set.of());
    return new MessageQuery(
        all.q(),
        all.flow(),
        all.object(),
        all.system(),
        all.states(),
        Optional.of(number),
        all.since(),
        all.until(),
        all.before(),
        limit);
  }

  @Test
  void the_members_of_a_case_are_found_page_by_page_among_others_of_the_same_kind() {
    long wanted = journal.openCase("closed-period", "the period is closed", 5);
    long other = journal.openCase("inactive-item", "the item is not active", 5);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      MessageId member = journal.message("PO-" + i, "PO-" + i);
      journal.delivery(member, 1, "erp", i, "NEEDS_PERSON", wanted);
      journal.delivery(member, 2, "analytics", 100 + i, "BLOCKED");
      journal.delivery(journal.message("X-" + i, "X"), 1, "erp", 50 + i, "NEEDS_PERSON", other);
      expected.addFirst("PO-" + i);
    }
    MessageId gone = journal.message("PO-6", "PO-6");
    journal.delivery(gone, 1, "erp", 6, "READY", wanted);

    MessageItem.Page first = messages.page(ofCase(wanted, "", 3));
    MessageId next = first.next().map(MessageId::parse).orElseThrow();
    MessageItem.Page second = messages.page(ofCase(wanted, "", 3).after(next));
    assertThat(second.next()).isEmpty();
    List<String> seen = new ArrayList<>();
    first.items().forEach(item -> seen.add(item.businessKey()));
    second.items().forEach(item -> seen.add(item.businessKey()));
    assertThat(seen).isEqualTo(expected);
    assertThat(keys(ofCase(wanted, "erp", 50))).isEqualTo(expected);
    assertThat(keys(ofCase(wanted, "qms", 50))).isEmpty();
    assertThat(keys(ofCase(wanted + other, "", 50))).isEmpty();

    MessageQuery byKey = ofCase(wanted, "", 50);
    MessageQuery keyed =
        new MessageQuery(
            Optional.of("X-"),
            byKey.flow(),
            byKey.object(),
            byKey.system(),
            byKey.states(),
            byKey.caseNumber(),
            byKey.since(),
            byKey.until(),
            byKey.before(),
            50);
    assertThat(keys(keyed)).isEmpty();
  }

  @Test
  void each_member_of_a_case_says_what_went_wrong_with_it() {
    long number = journal.openCase("unit-mismatch", "KGM does not fit FG-1006", 2);
    MessageId first = journal.message("PO-1", "PO-1");
    journal.delivery(first, 1, "erp", 1, "NEEDS_PERSON", number);
    MessageId second = journal.message("PO-2", "PO-2");
    journal.delivery(second, 1, "erp", 2, "NEEDS_PERSON", number);
    journal.failedAttempt(second, 1, "Connection reset");
    journal.failedAttempt(second, 2, "Status 422: KGM does not fit FG-1000");
    assertThat(messages.page(MessageQuery.newest(10)).items())
        .extracting(MessageItem::summary)
        .containsExactly(
            "Brook Street ERP refused it: KGM does not fit FG-1000",
            "Brook Street ERP refused it: KGM does not fit FG-1006");
  }

  @Test
  void ready_for_a_held_target_is_shown_held_with_the_cause() {
    MessageId id = journal.message("PO-1/1", "PO-1");
    journal.delivery(id, 1, "erp", 1, "READY");
    journal.hold("erp", "OUTAGE", "it refuses connections");
    MessageItem item = messages.page(MessageQuery.newest(10)).items().getFirst();
    assertThat(item.state()).isEqualTo(DeliveryState.HELD);
    assertThat(item.group()).isEqualTo(StateGroup.WAITING);
    assertThat(item.summary())
        .isEqualTo("Kept until Brook Street ERP is back: it refuses connections");
    assertThat(keys(query("", "", StateGroup.WAITING.states()))).containsExactly("PO-1/1");
    assertThat(keys(query("", "", StateGroup.MOVING.states()))).isEmpty();
    assertThat(jobs.find(id).orElseThrow().job().technical()).isEqualTo("waiting");
  }

  @Test
  void the_history_is_merged_in_order_of_time() {
    MessageId id = journal.message("PO-1/1", "PO-1");
    journal.delivery(id, 1, "erp", 1, "RETRY_AT");
    journal.delivery(id, 2, "analytics", 2, "BLOCKED");
    journal.failedAttempt(id, 1);
    journal.failedAttempt(id, 2);
    journal.transition(id, "NEEDS_PERSON", "READY", "person:ada", "period is open again");
    MessageDetail detail = messages.detail(id).orElseThrow();
    assertThat(detail.timeline())
        .extracting(MessageDetail.Entry::text)
        .containsExactly(
            "Hall 3 MES sent it; it is kept safely",
            "Brook Street ERP: answered 503; next try in 2 s",
            "Brook Street ERP: answered 503; next try in 2 s",
            "Ada let it go to Brook Street ERP again: period is open again");
    assertThat(detail.deliveries().getFirst().attempts()).hasSize(2);
    assertThat(detail.deliveries().getFirst().attempts().getFirst().tookMs()).isEqualTo(31.0);
    assertThat(detail.deliveries().get(1).blockedBy()).contains(id + ":1");
    assertThat(detail.size()).isEqualTo(16);
    assertThat(
            new String(messages.payload(id).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"order\":\"PO-1\"}");
  }

  @Test
  void a_job_tells_technical_and_business_state_apart() {
    MessageId done = journal.message("PO-1/1", "PO-1");
    journal.delivery(done, 1, "erp", 1, "CONFIRMED");
    MessageId taken = journal.message("PO-1/2", "PO-1");
    journal.delivery(taken, 1, "erp", 1, "DELIVERED");
    MessageId cancelled = journal.message("PO-1/3", "PO-1");
    journal.delivery(cancelled, 1, "erp", 1, "CANCELLED");
    Job job = jobs.find(done).orElseThrow().job();
    assertThat(job.technical()).isEqualTo("ended");
    assertThat(job.business()).isEqualTo("confirmed");
    assertThat(job.done()).isTrue();
    assertThat(job.deliveries().getFirst().reference()).contains("4711");
    assertThat(jobs.find(taken).orElseThrow().job().technical()).isEqualTo("delivered");
    assertThat(jobs.find(taken).orElseThrow().job().done()).isFalse();
    assertThat(jobs.find(cancelled).orElseThrow().job().business()).isEqualTo("cancelled");
    assertThat(jobs.find(new MessageId(MessageId.lowest(Journal.MORNING)))).isEmpty();
  }

  @Test
  void a_message_of_a_flow_that_is_no_longer_declared_is_still_shown() {
    MessageId id = journal.message("X-1", "X", "old-flow", "mes");
    journal.delivery(id, 3, "old-system", 1, "READY");
    MessageItem item = messages.page(MessageQuery.newest(10)).items().getFirst();
    assertThat(item.title()).isEqualTo("Old flow");
    assertThat(item.summary()).isEqualTo("Next in line for old-system");
  }
}
