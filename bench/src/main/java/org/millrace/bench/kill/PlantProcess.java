package org.millrace.bench.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.millrace.bench.engine.Child;
import org.millrace.bench.engine.EngineFailure;

/** The simulated plant as a process of its own: the targets, with their ledgers of effects. */
final class PlantProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final String READY = "plant ready";

  private final Child child;
  private final Path data;

  private PlantProcess(Child child, Path data) {
    this.child = child;
    this.data = data;
  }

  static PlantProcess start(Path jar, int port, Path folder)
      throws IOException, InterruptedException {
    if (!Files.isRegularFile(jar)) {
      throw new EngineFailure(
          "There is no plant at "
              + jar
              + ": build it with mvn -pl plant package, or give --plant.");
    }
    Path data = folder.resolve("plant");
    Child child =
        Child.start(
            "plant",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--no-day",
                "--date",
                "2026-11-20",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()),
            folder.resolve("plant.log"));
    child.await(() -> child.output().contains(READY), START_LIMIT);
    return new PlantProcess(child, data);
  }

  LedgerTail ledger(String system) {
    return new LedgerTail(system, data.resolve("ledger").resolve(system + ".jsonl"));
  }

  @Override
  public void close() {
    child.stop();
  }
}
