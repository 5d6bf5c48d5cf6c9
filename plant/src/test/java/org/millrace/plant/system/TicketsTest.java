package org.millrace.plant.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Tickets tickets = new Tickets(now::get, Duration.ofMinutes(5), 1);

  @Test
  void a_ticket_is_valid_until_it_expires() {
    String ticket = tickets.issue("erp");
    now.set(NOON.plusSeconds(299));
    assertThat(tickets.valid("erp", ticket)).isTrue();
    now.set(NOON.plusSeconds(300));
    assertThat(tickets.valid("erp", ticket)).isFalse();
  }

  @Test
  void a_ticket_opens_only_its_own_scope_and_cannot_be_altered() {
    String ticket = tickets.issue("erp");
    String[] parts = ticket.split("\\.", -1);
    String longer = parts[0] + "." + parts[1] + ".9" + parts[2] + "." + parts[3];
    assertThat(tickets.valid("wms", ticket)).isFalse();
    assertThat(tickets.valid("erp", longer)).isFalse();
    assertThat(tickets.valid("erp", "no ticket")).isFalse();
  }

  @Test
  void after_a_revocation_only_new_tickets_are_valid() {
    String old = tickets.issue("erp");
    tickets.revokeAll();
    assertThat(tickets.valid("erp", old)).isFalse();
    assertThat(tickets.valid("erp", tickets.issue("erp"))).isTrue();
  }
}
