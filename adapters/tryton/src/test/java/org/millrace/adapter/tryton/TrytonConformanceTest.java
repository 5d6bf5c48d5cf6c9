package org.millrace.adapter.tryton;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.adapter.testkit.Bytes;
import org.millrace.adapter.testkit.HttpAnswers;
import org.millrace.adapter.testkit.HttpTargetConformance;
import org.millrace.adapter.testkit.Received;
import org.millrace.failure.Capability;
import org.millrace.failure.RetryPolicy;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Position;
import org.millrace.landscape.SystemDefinition;
import org.millrace.landscape.TargetLimits;

/** An operation of one changing step, so that one send makes one request. */
class TrytonConformanceTest extends HttpTargetConformance {

  private static final Position HERE = Position.startOf("systems/erp.yaml");

  @Override
  public Target connect(InetSocketAddress peer, TargetContext context) {
    ConfigNode.Mapping connection =
        mapping(
            Map.of(
                "url", text("http://127.0.0.1:" + peer.getPort()),
                "database", text("factory"),
                "credential", text("erp")));
    return new TrytonAdapter()
        .connect(
            new SystemDefinition(
                "erp",
                "Tryton",
                "ERP",
                "tryton",
                Optional.empty(),
                connection,
                List.of(),
                new TargetLimits(32, OptionalDouble.empty(), Duration.ofSeconds(10)),
                BreakerPolicy.STANDARD,
                RetryPolicy.STANDARD,
                Duration.ZERO,
                Map.of("post", operation(), "find", probe()),
                List.of(),
                Optional.empty(),
                HERE),
            context);
  }

  @Override
  public OperationDefinition operation() {
    ConfigNode.Mapping create =
        mapping(
            Map.of(
                "as", text("made"),
                "call", text("model.production.create"),
                "params", text("[[{\"reference\": $reference, \"note\": note}]]")));
    return new OperationDefinition(
        "post",
        Capability.PROBE,
        Optional.of("find"),
        mapping(
            Map.of(
                "steps",
                new ConfigNode.Sequence(List.of(create), HERE),
                "result",
                text("{\"id\": $made[0]}"),
                "reference",
                text("$string($made[0])"))));
  }

  private static OperationDefinition probe() {
    ConfigNode.Mapping search =
        mapping(
            Map.of(
                "as", text("hits"),
                "call", text("model.production.search"),
                "params", text("[[[\"reference\", \"=\", $reference]], 0, 1, null]")));
    return new OperationDefinition(
        "find",
        Capability.BLIND,
        Optional.empty(),
        mapping(
            Map.of(
                "steps",
                new ConfigNode.Sequence(List.of(search), HERE),
                "found",
                text("$count($hits) = 1"),
                "absent",
                text("$count($hits) = 0"),
                "result",
                text("{\"hits\": $hits}"))));
  }

  private static ConfigNode.Scalar text(String text) {
    return new ConfigNode.Scalar(text, HERE);
  }

  private static ConfigNode.Mapping mapping(Map<String, ConfigNode> entries) {
    return new ConfigNode.Mapping(entries, Map.of(), HERE);
  }

  @Override
  public boolean asksFirst() {
    return true;
  }

  @Override
  public Optional<Bytes> preliminary(Received request) {
    if (request.contains("common.db.login")) {
      return Optional.of(HttpAnswers.json(200, "{\"id\":0,\"result\":[2,\"0123456789abcdef\"]}"));
    }
    return request.contains(Calls.PREFERENCES)
        ? Optional.of(HttpAnswers.json(200, "{\"id\":0,\"result\":{\"company\":1}}"))
        : Optional.empty();
  }

  @Override
  protected String successBody(Received request) {
    return "{\"id\":1,\"result\":[7]}";
  }

  @Override
  protected int refusalStatus() {
    return 200;
  }

  @Override
  protected String refusalBody(Received request) {
    return "{\"id\":1,\"error\":[\"UserError\",[\"You must reopen period"
        + " 2026-10-31.\",\"\",null]]}";
  }
}
