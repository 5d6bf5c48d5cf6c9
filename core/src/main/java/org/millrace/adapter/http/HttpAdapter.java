package org.millrace.adapter.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetAdapter;
import org.millrace.adapter.TargetContext;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SystemDefinition;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON over HTTP, for targets that need no module of their own. */
public final class HttpAdapter implements TargetAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(HttpAdapter.class);

  /** Beside the declared concurrency: a probe, a login and a ping must not wait for sends. */
  private static final int SPARE_CONNECTIONS = 3;

  @Override
  public String name() {
    return "http";
  }

  @Override
  public void check(SystemDefinition system, Problems problems) {
    // Nothing is evaluated here, so no clock is read.
    Expressions expressions = new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH);
    Declared declared = new Declared(expressions, problems);
    ConnectionReader.read(system.connection(), declared);
    operations(system, declared);
  }

  @Override
  public Target connect(SystemDefinition system, TargetContext context) {
    Expressions expressions = new Expressions(EvaluationLimits.STANDARD, context.clock());
    Problems problems = new Problems();
    Declared declared = new Declared(expressions, problems);
    Optional<Connection> connection = ConnectionReader.read(system.connection(), declared);
    Map<String, OperationSettings> operations = operations(system, declared);
    // A certificate file may have gone since the check; that fails the calls, not the start.
    if (connection.isEmpty()) {
      throw new IllegalArgumentException("the system did not pass its check: " + problems.all());
    }
    CallerSettings settings =
        new CallerSettings(
            system.limits().concurrency() + SPARE_CONNECTIONS,
            connection.get().connect(),
            connection.get().lease(),
            CallerSettings.productName(),
            connection.get().truststore().map(HttpAdapter::trusted));
    return new HttpTarget(
        connection.get(),
        operations,
        new HttpCaller(settings, context.destinations(), context.nanoTime()),
        context);
  }

  private static SSLContext trusted(String file) {
    try {
      return TrustedCertificates.context(file);
    } catch (IOException | GeneralSecurityException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .log("the trusted certificates cannot be read, so no peer is trusted: {}", e.toString());
      return TrustedCertificates.nobody();
    }
  }

  private static Map<String, OperationSettings> operations(
      SystemDefinition system, Declared declared) {
    Map<String, OperationSettings> operations = new LinkedHashMap<>();
    for (OperationDefinition definition : system.operations().values()) {
      boolean probe =
          system.operations().values().stream()
              .anyMatch(other -> other.probe().filter(definition.name()::equals).isPresent());
      OperationSettingsReader.read(definition, probe, declared)
          .ifPresent(settings -> operations.put(definition.name(), settings));
    }
    return operations;
  }
}
