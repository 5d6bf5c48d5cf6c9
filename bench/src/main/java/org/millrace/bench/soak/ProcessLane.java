package org.millrace.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.ProcessRun;
import org.millrace.bench.kill.Verdict;
import org.millrace.bench.report.Places;
import org.millrace.proof.Checker;
import org.millrace.proof.History;

/** Rounds of one kind of fault each, against real processes; each has its own history, checked. */
final class ProcessLane {

  /** Without any new effect; the longest wait of a retry is five minutes, far beyond any here. */
  private static final Duration LIVENESS = Duration.ofSeconds(60);

  private static final ProcessRun.Load LOAD = new ProcessRun.Load(20, 60);

  private final Places places;
  private final Path folder;
  private final long seed;
  private final Duration time;

  ProcessLane(Places places, Path folder, long seed, Duration time) {
    this.places = places;
    this.folder = folder;
    this.seed = seed;
    this.time = time;
  }

  List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Round round : Round.values()) {
      Path own = Files.createDirectories(folder.resolve(round.name().toLowerCase(Locale.ROOT)));
      Row row = run(round, own);
      System.out.println(row.line()); // a long soak that is stopped has told what it knows
      rows.add(row);
    }
    return rows;
  }

  private Row run(Round round, Path own) throws IOException, InterruptedException {
    System.out.println("round " + round.title + ", in " + own);
    Path failpoint = own.resolve("failpoint");
    try (ProcessRun run = new ProcessRun(places, own, command(own, failpoint), LOAD, seed)) {
      long end = System.nanoTime() + (long) (time.toNanos() * round.share);
      Round.Given given =
          round.disturbance.until(new Round.Place(run, failpoint, new Random(seed)), end);
      long calm = System.nanoTime();
      Verdict verdict = run.finish(LIVENESS);
      double drained = (System.nanoTime() - calm) / 1e9;
      long violations = judged(run, own);
      verdict.examples().forEach(System.out::println);
      return new Row(
          "process: " + round.title,
          given.dose(),
          violations + verdict.doubled() + verdict.misordered(),
          String.format(
              Locale.ROOT,
              "%s; %,d accepted, %d without an effect (a person's), drained in %.0f s",
              given.figures(),
              verdict.accepted(),
              verdict.lost(),
              drained));
    }
  }

  private static long judged(ProcessRun run, Path own) throws IOException {
    Path file = own.resolve("history.jsonl");
    try (History history = History.into(file)) {
      new ProcessHistory(run.data()).tell(run.acceptedFile(), run.ledgers(), history);
    } catch (SQLException e) {
      throw new EngineFailure("the journal could not be read: " + e.getMessage());
    }
    Checker checker = new Checker(Checker.Limits.STANDARD);
    History.read(file, checker);
    checker.violations().forEach(System.out::println);
    return checker.found();
  }

  /** Starts a node with the failpoints on its class path; which one is in a file. */
  private Path command(Path own, Path failpoint) throws IOException {
    Path script = own.resolve("node");
    Path server = places.file("server/target");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec "%s/bin/java" -Xmx400m -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \\
          "-Dmillrace.failpoint=$(cat '%s' 2>/dev/null)" \\
          -cp "%s/millrace-server-0.1.0-SNAPSHOT.jar:%s/lib/*:%s/millrace-server-0.1.0-SNAPSHOT-failpoints.jar" \\
          org.millrace.app.Main "$@"
        """
            .formatted(System.getProperty("java.home"), failpoint, server, server, server));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
