package org.millrace.adapter.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.adapter.http.HttpAdapter;
import org.millrace.failure.Capability;
import org.millrace.failure.RetryPolicy;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Position;
import org.millrace.landscape.SystemDefinition;
import org.millrace.landscape.TargetLimits;

/** The adapter that comes with the core, with a bearer token. */
class HttpAdapterConformanceTest extends HttpTargetConformance {

  private static final Position HERE = Position.startOf("systems/erp.yaml");

  @Override
  public Target connect(InetSocketAddress peer, TargetContext context) {
    return new HttpAdapter()
        .connect(
            new SystemDefinition(
                "erp",
                "ERP",
                "ERP",
                "http",
                Optional.empty(),
                mapping(connection("http://127.0.0.1:" + peer.getPort())),
                List.of("127.0.0.1"),
                new TargetLimits(32, OptionalDouble.empty(), Duration.ofSeconds(10)),
                BreakerPolicy.STANDARD,
                RetryPolicy.STANDARD,
                Duration.ZERO,
                Map.of("post-order", operation(), "find-order", probe()),
                List.of(),
                Optional.empty(),
                HERE),
            context);
  }

  Map<String, ConfigNode> connection(String url) {
    return Map.of("url", text(url), "auth", text("bearer"), "credential", text("erp"));
  }

  @Override
  public OperationDefinition operation() {
    return new OperationDefinition(
        "post-order",
        Capability.PROBE,
        Optional.of("find-order"),
        mapping(Map.of("path", text("/orders"), "reference", text("response.document"))));
  }

  private static OperationDefinition probe() {
    return new OperationDefinition(
        "find-order",
        Capability.BLIND,
        Optional.empty(),
        mapping(
            Map.of(
                "path", text("/documents"),
                "query", mapping(Map.of("reference", text("{$reference}"))),
                "found", text("$count(response.documents) = 1"),
                "absent", text("$count(response.documents) = 0"))));
  }

  static ConfigNode.Scalar text(String text) {
    return new ConfigNode.Scalar(text, HERE);
  }

  static ConfigNode.Mapping mapping(Map<String, ConfigNode> entries) {
    return new ConfigNode.Mapping(entries, Map.of(), HERE);
  }

  @Override
  protected String successBody(Received request) {
    return "{\"document\": \"4711\"}";
  }

  @Override
  protected String refusalBody(Received request) {
    return "{\"code\": \"closed-period\", \"message\": \"The period is closed.\"}";
  }
}
