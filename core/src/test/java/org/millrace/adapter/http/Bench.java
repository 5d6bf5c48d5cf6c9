package org.millrace.adapter.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.millrace.adapter.AllowList;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.failure.Capability;
import org.millrace.failure.RetryPolicy;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Position;
import org.millrace.landscape.SystemDefinition;
import org.millrace.landscape.TargetLimits;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes systems, targets and requests for the tests of this package. */
final class Bench {

  static final JsonMapper JSON = JsonMapper.shared();
  private static final Position AT = Position.startOf("systems/erp.yaml");
  private static final MessageId MESSAGE =
      new MessageId(new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0001L));

  private Bench() {}

  /** A declared mapping from JSON, for want of YAML. */
  static ConfigNode.Mapping declared(String json) {
    return (ConfigNode.Mapping) node(JSON.readTree(json));
  }

  static OperationDefinition operation(String name, Capability capability, String settings) {
    return new OperationDefinition(name, capability, Optional.empty(), declared(settings));
  }

  static OperationDefinition probed(String name, String probe, String settings) {
    return new OperationDefinition(name, Capability.PROBE, Optional.of(probe), declared(settings));
  }

  static SystemDefinition system(String connection, OperationDefinition... operations) {
    Map<String, OperationDefinition> byName = new LinkedHashMap<>();
    for (OperationDefinition operation : operations) {
      byName.put(operation.name(), operation);
    }
    return new SystemDefinition(
        "erp",
        "ERP",
        "ERP",
        "http",
        Optional.empty(),
        declared(connection),
        List.of("127.0.0.1"),
        new TargetLimits(8, OptionalDouble.empty(), Duration.ofSeconds(10)),
        BreakerPolicy.STANDARD,
        RetryPolicy.STANDARD,
        Duration.ZERO,
        byName,
        List.of(),
        Optional.empty(),
        AT);
  }

  static Target target(SystemDefinition system, Credentials credentials) {
    return new HttpAdapter()
        .connect(
            system,
            new TargetContext(
                credentials, AllowList.of(system), InstantSource.system(), System::nanoTime));
  }

  static Outbound outbound(OperationDefinition operation, String content) {
    return outbound(operation, JSON.readTree(content), "ref-1");
  }

  static Outbound outbound(OperationDefinition operation, JsonNode content, String reference) {
    long now = System.nanoTime();
    return new Outbound(
        new DeliveryId(MESSAGE, 1),
        operation,
        content,
        "token-1",
        reference,
        "corr-1",
        Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        now + Duration.ofSeconds(5).toNanos(),
        now + Duration.ofSeconds(10).toNanos());
  }

  private static ConfigNode node(JsonNode json) {
    if (json.isObject()) {
      Map<String, ConfigNode> entries = new LinkedHashMap<>();
      json.properties().forEach(e -> entries.put(e.getKey(), node(e.getValue())));
      return new ConfigNode.Mapping(entries, Map.of(), AT);
    }
    return json.isArray()
        ? new ConfigNode.Sequence(json.valueStream().map(Bench::node).toList(), AT)
        : new ConfigNode.Scalar(json.asString(), AT);
  }
}
