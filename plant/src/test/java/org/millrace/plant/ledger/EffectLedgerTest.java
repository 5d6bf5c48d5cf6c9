package org.millrace.plant.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectLedgerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T08:00:00Z"));

  @TempDir Path folder;

  private EffectLedger open() throws IOException {
    return new EffectLedger("erp", folder, CLOCK);
  }

  private static EffectDraft draft(
      String key, @Nullable String reference, @Nullable String orderKey, @Nullable Long sequence) {
    Movement movement = new Movement("FG-1", new BigDecimal("0.1"));
    return new EffectDraft(
        "post", "49", key, reference, orderKey, sequence, "d", List.of(movement));
  }

  private static Recorded record(EffectLedger ledger, EffectDraft draft, Uniqueness uniqueness) {
    return ledger.record(draft, uniqueness).join();
  }

  @Test
  void the_summary_counts_doubles_disorder_and_gaps_and_survives_reopening() throws IOException {
    LedgerSummary before;
    try (EffectLedger ledger = open()) {
      for (long sequence : new long[] {1, 2, 5, 3}) {
        record(ledger, draft("k" + sequence, "r" + sequence, "o", sequence), Uniqueness.NONE);
      }
      record(ledger, draft("k1", "r1", null, null), Uniqueness.NONE);
      record(ledger, draft("k1", null, null, null), Uniqueness.NONE);
      before = ledger.summary();
    }
    assertThat(before.count()).isEqualTo(6);
    assertThat(before.doubledReferences()).isEqualTo(1);
    assertThat(before.doubledKeys()).isEqualTo(1);
    assertThat(before.surplusEffects()).isEqualTo(2);
    assertThat(before.orderViolations()).isEqualTo(1);
    assertThat(before.sequenceGaps()).isEqualTo(1);
    assertThat(before.violationsByOrderKey()).containsEntry("o", 1L);
    try (EffectLedger ledger = open()) {
      assertThat(ledger.summary()).isEqualTo(before);
      assertThat(ledger.stock()).containsEntry("FG-1", new BigDecimal("0.6"));
      assertThat(ledger.byKey("k1")).hasSize(3);
      assertThat(ledger.byReference("r5")).extracting(Effect::seq).containsExactly(3L);
    }
  }

  @Test
  void equal_postings_at_once_have_one_effect_where_the_reference_is_unique() throws IOException {
    try (EffectLedger ledger = open()) {
      List<CompletableFuture<Recorded>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(ledger.record(draft("k", "r", null, null), Uniqueness.REFERENCE));
      }
      List<Recorded> recorded = answers.stream().map(CompletableFuture::join).toList();
      assertThat(recorded).filteredOn(Recorded.Fresh.class::isInstance).hasSize(1);
      assertThat(recorded).extracting(one -> one.effect().seq()).containsOnly(1L);
    }
  }

  @Test
  void pages_and_lookups_hold_while_the_index_grows() throws IOException {
    int count = 40_000;
    try (EffectLedger ledger = open()) {
      List<CompletableFuture<Recorded>> answers = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        answers.add(ledger.record(draft("k" + i, "r" + i, null, null), Uniqueness.REFERENCE));
      }
      answers.forEach(CompletableFuture::join);
      assertThat(ledger.since(777, 3))
          .extracting(Effect::key)
          .containsExactly("k778", "k779", "k780");
      assertThat(ledger.since(count, 3)).isEmpty();
      for (int i = 1; i <= count; i += 997) {
        assertThat(ledger.byReference("r" + i)).extracting(Effect::seq).containsExactly((long) i);
      }
      assertThat(ledger.byKey("absent")).isEmpty();
    }
  }

  @Test
  void a_torn_last_line_is_cut_off_and_its_number_is_given_again() throws IOException {
    try (EffectLedger ledger = open()) {
      record(ledger, draft("k1", "r1", null, null), Uniqueness.NONE);
    }
    Files.writeString(
        folder.resolve("erp.jsonl"), "{\"seq\":2,\"at\":\"20", StandardOpenOption.APPEND);
    try (EffectLedger ledger = open()) {
      assertThat(ledger.summary().count()).isEqualTo(1);
      record(ledger, draft("k2", "r2", null, null), Uniqueness.NONE);
      assertThat(ledger.since(0, 10)).extracting(Effect::key).containsExactly("k1", "k2");
    }
  }
}
