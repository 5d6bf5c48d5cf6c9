package org.millrace.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Composition root of {@code bench/micro-run}. */
@Command(
    name = "micro-run",
    mixinStandardHelpOptions = true,
    description = "Measures single steps as multiples of a fixed operation.")
public final class MicroMain implements Callable<Integer> {
  private static final String HEAP = "-Xmx512m";
  private static final TypeReference<TreeMap<String, SortedMap<String, Double>>> FORMS =
      new TypeReference<>() {};
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Option(names = "--root", required = true, hidden = true)
  private Path root = Path.of("");

  @Option(names = "--quick", description = "Short and rough: at most 40 s on a quiet machine.")
  private boolean quick;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "A regular expression for the operations besides the base.")
  private String only = "";

  @Option(
      names = "--commit",
      description = "Make these multiples the ones to compare this form with.")
  private boolean commit;

  public static void main(String[] args) {
    System.exit(new CommandLine(new MicroMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    Path baseline = root.resolve("bench/micro/baseline.json");
    // A short run measures code that the compiler has not finished with: only its like compares.
    Map<String, SortedMap<String, Double>> forms =
        Files.exists(baseline)
            ? JSON.readValue(Files.readString(baseline), FORMS)
            : new TreeMap<>();
    String form = quick ? "quick" : "full";
    Ratios ratios = new Ratios(nanos(run()));
    System.out.print(ratios.table(forms.getOrDefault(form, new TreeMap<>())));
    if (commit) {
      forms.put(form, ratios.multiples());
      Files.writeString(baseline, JSON.writeValueAsString(forms) + "\n");
    }
    return 0;
  }

  /**
   * Each operation in a JVM of its own, so that none runs with what another taught the compiler.
   */
  private Collection<RunResult> run() throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(quick ? 2 : 5)
            .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
            .measurementIterations(quick ? 2 : 10)
            .measurementTime(TimeValue.milliseconds(quick ? 250 : 500))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgs(
                HEAP,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", // JMH still uses it
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-D" + Sample.LANDSCAPE + "=" + root.resolve("bench/landscape"),
                "-D" + Journal.WORK + "=" + root.resolve("bench/target/work"));
    if (!only.isEmpty()) {
      options = options.include(Ratios.BASE).include(only);
    }
    return new Runner(options.build()).run();
  }

  private static SortedMap<String, Double> nanos(Collection<RunResult> results) {
    return results.stream()
        .collect(
            Collectors.toMap(
                result -> name(result.getParams().getBenchmark()),
                result -> result.getPrimaryResult().getStatistics().getMin(),
                Math::min,
                TreeMap::new));
  }

  /** Class and method without the package. */
  private static String name(String benchmark) {
    String[] parts = benchmark.split("\\.", -1);
    return parts[parts.length - 2] + "." + parts[parts.length - 1];
  }
}
