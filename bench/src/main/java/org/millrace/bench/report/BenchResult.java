package org.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A whole benchmark, as its result file holds it.
 *
 * @param machine processors and memory that it ran on
 * @param command what was typed
 * @param skipped engines that could not take part
 */
public record BenchResult(
    Instant startedAt,
    String machine,
    String command,
    Headline headline,
    List<Standing> engines,
    List<Skipped> skipped,
    List<Measurement> measurements) {
  public BenchResult {
    engines = List.copyOf(engines);
    skipped = List.copyOf(skipped);
    measurements = List.copyOf(measurements);
  }

  public static BenchResult of(
      Instant startedAt,
      String machine,
      String command,
      String commit,
      List<Measurement> all,
      List<Skipped> skipped) {
    List<Standing> engines =
        all.stream()
            .map(Measurement::engine)
            .distinct()
            .map(name -> all.stream().filter(run -> run.engine().equals(name)).toList())
            .map(Standing::of)
            .toList();
    return new BenchResult(
        startedAt, machine, command, Headline.of(all, commit), engines, skipped, all);
  }

  public boolean isVoid() {
    return !headline.faults().isEmpty();
  }

  /** The headline as one line of JSON. */
  public String line() {
    return Json.line(headline);
  }

  /** Writes {@code bench-TIME-COMMIT.json} into a folder, and tells where. */
  public Path write(Path folder) throws IOException {
    String time = startedAt.toString().replaceAll("\\..*|[-:Z]", "");
    Path file = folder.resolve("bench-" + time + "-" + headline.commit() + ".json");
    Files.createDirectories(folder);
    return Files.writeString(file, Json.pretty(this));
  }
}
