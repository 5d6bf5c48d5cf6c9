package org.millrace.bench.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.bench.probe.ProbeMain;

/**
 * The budget probe in a JVM of its own.
 *
 * @param port where it takes messages
 * @param binaries folder of PostgreSQL's unpacked binaries, shared by all repetitions
 */
public record Probe(int port, Path binaries) implements Engine {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Duration POSTGRES_STOP_LIMIT = Duration.ofSeconds(30);
  private static final Pattern READY = Pattern.compile(ProbeMain.READY + "(\\d+)\\R");

  @Override
  public String name() {
    return "budget probe";
  }

  @Override
  public Role role() {
    return Role.LIMIT;
  }

  @Override
  public Guarantees guarantees() {
    return Guarantees.all("message and two ledger rows");
  }

  @Override
  public RunningEngine start(Path folder, URI target) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Child child = Child.start(name(), command(folder, target), folder.resolve("probe.log"));
    child.await(() -> READY.matcher(child.output()).find(), START_LIMIT);
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    Matcher ready = READY.matcher(child.output());
    long postgres = ready.find() ? Long.parseLong(ready.group(1)) : 0;
    long pid = child.process().pid();
    return new RunningEngine(
        URI.create("http://127.0.0.1:" + port + ProbeMain.PATH),
        Optional.empty(),
        pid,
        Set.of(pid, postgres),
        millis,
        () -> stop(child, postgres));
  }

  private List<String> command(Path folder, URI target) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-cp",
        System.getProperty("java.class.path"),
        ProbeMain.class.getName(),
        Integer.toString(port),
        target.toString(),
        folder.resolve("postgres").toString(),
        binaries.toString());
  }

  /** The probe stops its PostgreSQL when it is asked to end; one that was killed cannot. */
  private static void stop(Child child, long postgres) {
    child.stop();
    Processes.end(postgres, POSTGRES_STOP_LIMIT);
  }
}
