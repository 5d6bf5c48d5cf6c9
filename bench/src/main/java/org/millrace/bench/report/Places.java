package org.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.millrace.bench.peer.PeerPlaces;
import picocli.CommandLine.Option;

/** Where things are on this machine; the scripts fill in the project's folder and the commit. */
public final class Places {
  private static final String MEMINFO = "/proc/meminfo";

  @Option(names = "--root", required = true, hidden = true)
  private Path root = Path.of("");

  @Option(names = "--commit", defaultValue = "unknown", hidden = true)
  private String commit = "unknown";

  @Option(
      names = "--port",
      defaultValue = "25590",
      description = "First of ten ports; see docs/benchmarks.md.")
  private int port;

  @Option(
      names = "--millrace",
      description = "The command to start. Default: millrace in the root.")
  private String millrace = "millrace";

  @Option(names = "--landscape", description = "Instead of the command's own.")
  private String landscape = "";

  @Option(names = "--results", description = "Default: bench/results.")
  private String results = "bench/results";

  @Option(names = "--work", description = "Folder for data and logs. Default: bench/target/work.")
  private String work = "bench/target/work";

  public int port() {
    return port;
  }

  public String commit() {
    return commit;
  }

  public Path millrace() {
    return root.resolve(millrace).toAbsolutePath();
  }

  /** The landscape that was given, or else the command's own. */
  public Path landscape(String own) {
    return file(landscape.isEmpty() ? own : landscape);
  }

  /** A path as it was given: absolute, or relative to the project. */
  public Path file(String path) {
    return root.resolve(path).toAbsolutePath();
  }

  public Path results() {
    return root.resolve(results).toAbsolutePath();
  }

  /** PostgreSQL's unpacked binaries for the probe. */
  public Path binaries() {
    return root.resolve(work).resolve("postgres-binaries").toAbsolutePath();
  }

  /** Where peers come from and are kept. */
  public PeerPlaces peers() {
    return new PeerPlaces(
        file("bench/peers"), root.resolve(work).resolveSibling("npm").toAbsolutePath(), binaries());
  }

  /** A fresh folder for one run. */
  public Path workFolder(Instant startedAt) throws IOException {
    String name = startedAt.toString().replaceAll("\\..*|[-:Z]", "");
    return Files.createDirectories(root.resolve(work).resolve(name).toAbsolutePath());
  }

  /** Processors and memory, for the result. */
  public String machine() throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    String total = Files.readAllLines(Path.of(MEMINFO)).getFirst().replaceAll("\\D", "");
    return String.format(
        Locale.ROOT,
        "%d processors, %.1f GiB, %s %s",
        processors,
        Long.parseLong(total) / 1048576.0,
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }
}
