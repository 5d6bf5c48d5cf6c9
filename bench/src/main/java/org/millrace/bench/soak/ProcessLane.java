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
import java.util.Optional;
import java.util.Random;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.EffectComparison;
import org.millrace.bench.kill.ProcessRun;
import org.millrace.bench.kill.Verdict;
import org.millrace.bench.report.Places;
import org.millrace.proof.Checker;
import org.millrace.proof.History;

/** Rounds of one kind of fault each, against real processes; each has its own history, checked. */
final class ProcessLane {

  /** Without any new effect; the longest wait of a retry is five minutes, far beyond any here. */
  private static final Duration LIVENESS = Duration.ofMinutes(1);

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

  /** Gives the time to these rounds, by their shares. */
  List<Row> run(List<Round> rounds) throws IOException, InterruptedException {
    double shares = rounds.stream().mapToDouble(Round::share).sum();
    List<Row> rows = new ArrayList<>();
    for (Round round : rounds) {
      Row row = run(round, Duration.ofNanos((long) (time.toNanos() * round.share() / shares)));
      System.out.println(row.line()); // a long soak that is stopped has told what it knows
      rows.add(row);
    }
    return rows;
  }

  private Row run(Round round, Duration part) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(round.name()));
    System.out.println("round " + round.name() + ": " + round.title() + ", in " + own);
    if (round.diskMegabytes().isEmpty()) {
      return run(round, part, own, Optional.empty());
    }
    if (!SmallDisk.isPossible()) {
      return new Row(
          "process: " + round.title(), 0, 0, "SKIPPED: only root on Linux can mount a small disk");
    }
    try (SmallDisk disk = SmallDisk.over(own.resolve("data"), round.diskMegabytes().getAsInt())) {
      return run(round, part, own, Optional.of(disk));
    }
  }

  private Row run(Round round, Duration part, Path own, Optional<SmallDisk> disk)
      throws IOException, InterruptedException {
    Path failpoint = own.resolve("failpoint");
    try (ProcessRun run =
        new ProcessRun(places, own, command(own, failpoint), round.surroundings(), seed)) {
      Place place = new Place(run, failpoint, new Random(seed), disk);
      Round.Given given = round.disturbance().until(place, System.nanoTime() + part.toNanos());
      long calm = System.nanoTime();
      Journal journal = place.journal();
      Verdict verdict = run.finish(LIVENESS, journal::rests);
      double drained = (System.nanoTime() - calm) / 1e9;
      long violations = judged(run, own);
      verdict.examples().stream()
          .filter(example -> !example.startsWith(EffectComparison.LOST)) // a person has those
          .forEach(System.out::println);
      given.broken().forEach(System.out::println);
      return new Row(
          "process: " + round.title(),
          given.dose(),
          violations + verdict.doubled() + verdict.misordered() + given.broken().size(),
          String.format(
              Locale.ROOT,
              "%s; %,d accepted, %d without an effect (a person's), calm after %.0f s",
              given.figures(),
              verdict.accepted(),
              verdict.lost(),
              drained));
    } catch (SQLException e) {
      throw new EngineFailure("the journal could not be read: " + e.getMessage());
    }
  }

  private static long judged(ProcessRun run, Path own) throws IOException, SQLException {
    Path file = own.resolve("history.jsonl");
    try (History history = History.into(file)) {
      new ProcessHistory(new Journal(run.data())).tell(run.acceptedFile(), run.ledgers(), history);
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
