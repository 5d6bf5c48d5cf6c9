package org.millrace.adapter.tryton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.Problems;
import org.millrace.landscape.Secret;
import org.millrace.landscape.SourceFolder;
import org.millrace.landscape.SystemDefinition;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.millrace.message.DeliveryId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The ERP of the example landscape, connected through its own declarations. */
final class Erp implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  private final FlowDefinition flow;
  private final SystemDefinition system;
  private final Target target;

  private Erp(FlowDefinition flow, SystemDefinition system, Target target) {
    this.flow = flow;
    this.system = system;
    this.target = target;
  }

  static Erp at(String url) {
    return at(url, "Mi11race-Factory");
  }

  static Erp at(String url, String password) {
    Landscape landscape = landscape(url);
    SystemDefinition system = java.util.Objects.requireNonNull(landscape.system("erp"));
    TargetContext context =
        new TargetContext(
            name ->
                Optional.of(
                    Map.of("user", new Secret("millrace"), "password", new Secret(password))),
            (host, address) -> true,
            InstantSource.system(),
            System::nanoTime);
    return new Erp(
        java.util.Objects.requireNonNull(landscape.flows().get("production-confirmation")),
        system,
        new TrytonAdapter().connect(system, context));
  }

  static Landscape landscape(String url) {
    Problems problems = new Problems();
    LandscapeSource folder =
        SourceFolder.read(Path.of("../../examples/tryton-plant").toAbsolutePath(), problems);
    Map<String, byte[]> files = new LinkedHashMap<>(folder.files());
    files.put(
        "environments/here.yaml",
        """
        values: {erp.url: "%s", erp.database: factory}
        credentials: {erp-integration: {user: millrace, password: {env: UNUSED}}}
        """
            .formatted(url)
            .getBytes(StandardCharsets.UTF_8));
    LandscapeLoader loader =
        new LandscapeLoader(
            new Expressions(EvaluationLimits.STANDARD, InstantSource.fixed(Instant.EPOCH)),
            Map.of("tryton", new TrytonAdapter()::check));
    return switch (loader.load(LandscapeSource.of(files), "here", problems)) {
      case LoadResult.Loaded loaded -> loaded.landscape();
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  /** The contract's example with a number of its own and a posting date. */
  static ObjectNode confirmation(String order, String postingDate) {
    try {
      ObjectNode message =
          (ObjectNode)
              JSON.readTree(
                  Path.of(
                          "../../examples/tryton-plant/contracts/production-confirmation/examples"
                              + "/ten-pumps.json")
                      .toFile());
      return message.put("order", order).put("postingDate", postingDate);
    } catch (tools.jackson.core.JacksonException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** By the machine's date, which decides what Tryton's clean copy has closed. */
  @SuppressWarnings("JavaTimeDefaultTimeZone")
  static LocalDate today() {
    return LocalDate.now();
  }

  Outcome send(JsonNode message) {
    return send(message, Duration.ofSeconds(20));
  }

  Outcome send(JsonNode message, Duration within) {
    return target.send(outbound(message, within));
  }

  ProbeAnswer probe(JsonNode message) {
    return target.probe(outbound(message, Duration.ofSeconds(20)));
  }

  Target target() {
    return target;
  }

  /** Whether the flow would call the business effect confirmed. */
  boolean isConfirmed(JsonNode facts) {
    try {
      return flow.step(1).confirmedWhen().orElseThrow().holds(facts);
    } catch (EvaluationException e) {
      throw new AssertionError(e);
    }
  }

  String reference(JsonNode message) {
    return message.get("order").asString() + "/" + message.get("confirmation").asString();
  }

  private Outbound outbound(JsonNode message, Duration within) {
    try {
      long end = System.nanoTime() + within.toNanos();
      return new Outbound(
          DeliveryId.parse("01890000-0000-7000-8000-000000000000:1"),
          java.util.Objects.requireNonNull(system.operations().get("post-confirmation")),
          flow.step(1).map().orElseThrow().evaluate(message),
          "token-1",
          reference(message),
          "correlation-1",
          Optional.empty(),
          end,
          end);
    } catch (EvaluationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    target.close();
  }
}
