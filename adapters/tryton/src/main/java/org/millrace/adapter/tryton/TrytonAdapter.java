package org.millrace.adapter.tryton;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetAdapter;
import org.millrace.adapter.TargetContext;
import org.millrace.adapter.http.CallerSettings;
import org.millrace.adapter.http.HttpCaller;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SystemDefinition;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The adapter {@code tryton}. */
public final class TrytonAdapter implements TargetAdapter {

  @Override
  public String name() {
    return "tryton";
  }

  @Override
  public void check(SystemDefinition system, Problems problems) {
    Connection.read(system, problems);
    // Only compiled here, never evaluated, so that no clock is needed.
    Expressions expressions =
        new Expressions(EvaluationLimits.STANDARD, InstantSource.fixed(Instant.EPOCH));
    Map<String, Operation> operations = operations(system, expressions, problems);
    for (OperationDefinition operation : system.operations().values()) {
      operation.probe().ifPresent(probe -> checkProbe(operation, operations, probe, problems));
    }
  }

  private static void checkProbe(
      OperationDefinition operation,
      Map<String, Operation> operations,
      String probe,
      Problems problems) {
    if (!(operations.get(probe) instanceof Operation.Question)) {
      problems.add(
          operation.settings().at(),
          "`" + probe + "` cannot be the probe of `" + operation.name() + "`",
          "declare an operation of that name with `found` and `absent`");
    }
  }

  @Override
  public Target connect(SystemDefinition system, TargetContext context) {
    Problems problems = new Problems();
    Connection connection = Connection.read(system, problems);
    Map<String, Operation> operations =
        operations(system, new Expressions(EvaluationLimits.STANDARD, context.clock()), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("not checked before: " + problems.all());
    }
    JsonMapper json =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    Wire wire =
        new HttpWire(
            connection.address(),
            new HttpCaller(
                CallerSettings.standard(system.limits().concurrency()),
                context.destinations(),
                context.nanoTime()));
    Sessions sessions =
        new Sessions(
            connection.credential(), context.credentials(), new Login(wire, json, connection));
    return new TrytonTarget(
        operations,
        wire,
        new Calls(wire, json, sessions),
        json,
        context.nanoTime(),
        system.limits().timeout());
  }

  private static Map<String, Operation> operations(
      SystemDefinition system, Expressions expressions, Problems problems) {
    Map<String, Operation> operations = new LinkedHashMap<>();
    system
        .operations()
        .forEach(
            (name, declared) ->
                operations.put(
                    name, OperationReader.read(declared, expressions::compile, problems)));
    return operations;
  }
}
