package org.millrace.adapter.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs chosen tests of a suite within a test, and notes by name which passed and which failed. */
final class SuiteRun implements TestExecutionListener {

  private final Set<String> passed = new ConcurrentSkipListSet<>();
  private final Map<String, String> failed = new ConcurrentSkipListMap<>();

  static SuiteRun of(Class<?> suite, Set<String> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(suite))
            .filters(only(tests))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .build();
    SuiteRun run = new SuiteRun();
    LauncherFactory.create().execute(request, run);
    run.passed.removeAll(run.failed.keySet());
    return run;
  }

  /** Tests all of whose invocations passed. */
  Set<String> passed() {
    return Set.copyOf(passed);
  }

  /** Tests of which at least one invocation failed. */
  Set<String> failed() {
    return Set.copyOf(failed.keySet());
  }

  /** Why a test failed. */
  String complaint(String test) {
    return failed.getOrDefault(test, "");
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Optional<String> name = method(test.getSource());
    Optional<Throwable> thrown = result.getThrowable();
    if (name.isPresent() && thrown.isPresent()) {
      failed.put(name.get(), thrown.get().toString());
    } else if (name.isPresent() && test.isTest()) {
      passed.add(name.get());
    }
  }

  private static PostDiscoveryFilter only(Set<String> tests) {
    return descriptor ->
        FilterResult.includedIf(
            method(descriptor.getSource()).map(tests::contains).orElse(descriptor.isContainer()));
  }

  private static Optional<String> method(Optional<TestSource> source) {
    return source
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(MethodSource::getMethodName);
  }
}
