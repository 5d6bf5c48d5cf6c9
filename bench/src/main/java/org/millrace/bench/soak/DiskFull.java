package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.soak.Round.Given;

/** The disk of the node's data fills up while there is much to deliver. */
final class DiskFull {

  private static final int MEGABYTES = 256;
  private static final int BACKLOG = 1_500;
  private static final Duration BACKLOG_LIMIT = Duration.ofMinutes(1);
  private static final Duration RESUME_LIMIT = Duration.ofSeconds(30);
  private static final Duration GIVEN_UP = Duration.ofMinutes(2);

  /** So long after the disk was full nothing is under way any more that was begun before. */
  private static final Duration ENDED = Duration.ofSeconds(8);

  private static final Duration FULL_FOR = Duration.ofSeconds(12);

  static final Round ROUND =
      Round.of("disk-full", "disk full (data and WAL)", 0.05, DiskFull::fill)
          .loaded(40, 150)
          .with(new Edit("systems/erp.yaml", "settle: PT2S", "settle: PT2S\nbreaker: {open: PT1S}"))
          .onDiskOf(MEGABYTES);

  private DiskFull() {}

  private static Given fill(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    SmallDisk disk = place.disk().orElseThrow();
    List<String> broken = new ArrayList<>();
    List<Double> resumed = new ArrayList<>();
    long sentWhileFull = 0;
    while (resumed.isEmpty() || System.nanoTime() < end) {
      var _ = place.plant().set("erp", "down", Map.of());
      if (!place.await(() -> place.journal().backlog("erp") >= BACKLOG, BACKLOG_LIMIT)) {
        throw new EngineFailure("there was no backlog to deliver to a full disk");
      }
      disk.fill();
      place.plant().lift();
      Thread.sleep(ENDED);
      long before = place.plant().effects("erp");
      Thread.sleep(FULL_FOR);
      long sent = place.plant().effects("erp") - before;
      sentWhileFull += sent;
      disk.free();
      long freed = System.nanoTime();
      boolean again =
          place.await(
              () ->
                  place.api().get("/health/ready").status() == 200
                      && place.plant().effects("erp") > before + sent,
              GIVEN_UP);
      if (!again) {
        broken.add("it did not resume within " + GIVEN_UP.toMinutes() + " min");
      }
      resumed.add((System.nanoTime() - freed) / 1e9);
    }
    double longest = resumed.stream().mapToDouble(d -> d).max().orElseThrow();
    return new Given(
        resumed.size(),
        String.format(
            Locale.ROOT,
            "%d MB; %d effects while it was full; resumed after %.1f s at most (limit %d s%s)",
            MEGABYTES,
            sentWhileFull,
            longest,
            RESUME_LIMIT.toSeconds(),
            longest > RESUME_LIMIT.toSeconds() ? ", MISSED" : ""),
        broken);
  }
}
