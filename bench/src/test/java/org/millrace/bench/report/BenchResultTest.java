package org.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.bench.engine.Guarantees;
import org.millrace.bench.engine.Guarantees.Claim;
import org.millrace.bench.engine.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchResultTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void the_line_has_the_medians_and_the_paired_share_of_the_limit() {
    JsonNode line =
        line(
            run("probe", Role.LIMIT, 1, 20_000),
            run("millrace", Role.PRODUCT, 1, 10_000),
            run("probe", Role.LIMIT, 2, 10_000),
            run("millrace", Role.PRODUCT, 2, 6_000),
            run("probe", Role.LIMIT, 3, 16_000),
            run("millrace", Role.PRODUCT, 3, 12_000));
    assertThat(line.path("delivered_per_s").asDouble()).isEqualTo(10_000);
    assertThat(line.path("probe_per_s").asDouble()).isEqualTo(16_000);
    assertThat(line.path("of_limit").asDouble()).isEqualTo(0.6);
    assertThat(line.path("commit").asString()).isEqualTo("abc1234");
    assertThat(line.propertyNames())
        .contains(
            "cpu_us_per_message",
            "accept_p50_ms",
            "accept_p99_ms",
            "deliver_p50_ms",
            "deliver_p99_ms",
            "rss_mb");
  }

  @Test
  void peers_are_named_only_if_they_ran_and_the_best_durable_one_counts() {
    assertThat(line(run("millrace", Role.PRODUCT, 1, 10_000)).has("vs_best_peer")).isFalse();
    JsonNode line =
        line(
            run("millrace", Role.PRODUCT, 1, 10_000),
            run("a", Role.DURABLE_PEER, 1, 1_000),
            run("b", Role.DURABLE_PEER, 1, 2_000),
            run("c", Role.PEER, 1, 9_000));
    assertThat(line.path("best_durable_peer_per_s").asDouble()).isEqualTo(2_000);
    assertThat(line.path("best_durable_peer").asString()).isEqualTo("b");
    assertThat(line.path("vs_best_peer").asDouble()).isEqualTo(5);
  }

  @Test
  void a_result_with_any_fault_is_void_and_says_whose() {
    BenchResult result =
        result(run("millrace", Role.PRODUCT, 1, 10_000, "3 delivered out of order"));
    assertThat(result.isVoid()).isTrue();
    assertThat(result.line()).contains("millrace: 3 delivered out of order");
    assertThat(Table.of(result)).contains("VOID: millrace: 3 delivered out of order");
  }

  @Test
  void the_table_says_what_each_engine_promises_and_why_one_did_not_run() {
    BenchResult result =
        result(
            List.of(new Skipped("n8n", "npm failed:\n no | network")),
            run("a", Role.DURABLE_PEER, 1, 1_000));
    assertThat(Table.of(result).lines())
        .anyMatch(row -> row.startsWith("| a |") && row.endsWith("| yes · yes · **no** · rows |"))
        .anyMatch(row -> row.startsWith("| n8n | SKIPPED: npm failed: no / network |"));
    assertThat(result.isVoid()).as("a peer that is not there voids nothing").isFalse();
    assertThat(Table.of(result).lines().filter(row -> row.startsWith("|")).map(this::columns))
        .containsOnly(11L);
  }

  private long columns(String row) {
    return row.chars().filter(c -> c == '|').count();
  }

  @Test
  void the_file_has_least_middle_and_greatest(@TempDir Path folder) throws IOException {
    Path file =
        result(
                run("millrace", Role.PRODUCT, 1, 9_000),
                run("millrace", Role.PRODUCT, 2, 11_000),
                run("millrace", Role.PRODUCT, 3, 10_000))
            .write(folder);
    assertThat(file).hasFileName("bench-20261121T080000-abc1234.json");
    JsonNode rates = JSON.readTree(Files.readString(file)).at("/engines/0/delivered_per_s");
    assertThat(rates.path("min").asDouble()).isEqualTo(9_000);
    assertThat(rates.path("median").asDouble()).isEqualTo(10_000);
    assertThat(rates.path("max").asDouble()).isEqualTo(11_000);
  }

  private static JsonNode line(Measurement... runs) {
    String line = result(runs).line();
    assertThat(line).doesNotContain("\n");
    return JSON.readTree(line);
  }

  private static BenchResult result(Measurement... runs) {
    return result(List.of(), runs);
  }

  private static BenchResult result(List<Skipped> skipped, Measurement... runs) {
    return BenchResult.of(
        Instant.parse("2026-11-21T08:00:00.123Z"),
        "2 processors",
        "bench/run",
        "abc1234",
        List.of(runs),
        skipped);
  }

  private static Measurement run(
      String engine, Role role, int repetition, double rate, String... faults) {
    return new Measurement(
        engine,
        role,
        new Guarantees(Claim.yes(), Claim.yes(), Claim.no(), "rows"),
        repetition,
        rate,
        rate,
        120,
        13,
        0.01,
        rate / 2,
        2,
        9,
        3,
        12,
        300,
        1500,
        0,
        List.of(faults));
  }
}
