package org.millrace.bench.micro;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.failure.Capability;
import org.millrace.failure.Circumstances;
import org.millrace.failure.Decision;
import org.millrace.failure.Decisions;
import org.millrace.failure.Failure;
import org.millrace.failure.RetryPolicy;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Steps without I/O, on the message of the throughput benchmark. */
@State(Scope.Thread)
public class Steps {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Sample sample = Sample.read();
  private final JsonMapper json = Sample.mapper();
  private final Expression mapping = sample.flow().step(1).map().orElseThrow();
  private final Expression key = sample.flow().key().orElseThrow();
  private final Expression order = sample.flow().orderBy().orElseThrow();
  private final Failure busy =
      new Failure.Transient("busy", "503", Optional.of(Duration.ofSeconds(2)));
  private int attempt;

  @Benchmark
  public JsonNode parse() {
    return json.readTree(sample.payload().bytes());
  }

  @Benchmark
  public List<Violation> contract() {
    return sample.flow().contract().schema().validate(sample.payload().content());
  }

  @Benchmark
  public void keys(Blackhole seen) throws EvaluationException {
    seen.consume(key.evaluate(sample.payload().content()));
    seen.consume(order.evaluate(sample.payload().content()));
  }

  @Benchmark
  public JsonNode mapping() throws EvaluationException {
    return mapping.evaluate(sample.payload().content());
  }

  @Benchmark
  public byte[] write() {
    return json.writeValueAsBytes(sample.payload().content());
  }

  /** Each in turn of the attempts that the standard policy allows, and the hold after them. */
  @Benchmark
  public Decision decision() {
    attempt = attempt % RetryPolicy.STANDARD.attempts() + 1;
    return Decisions.decide(
        busy,
        new Circumstances(
            attempt, NOW, NOW, 0.5, RetryPolicy.STANDARD, Capability.TOKEN, Duration.ZERO));
  }
}
