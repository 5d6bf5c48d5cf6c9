package org.millrace.monitoring;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.Landscape;
import org.millrace.message.DeliveryId;

/** All of this package, put together. What stages need of it, they get by its ports. */
public record Monitoring(
    Messages messages,
    Jobs jobs,
    AcceptedJobs acceptedJobs,
    Systems systems,
    SystemHistories histories,
    Summaries summaries,
    Cases cases,
    Replays replays,
    Batches batches,
    QuarantineEntries quarantine,
    Endpoints endpoints,
    MinuteCounts counts,
    PrometheusMeters meters,
    ChangeFeed feed)
    implements AutoCloseable {

  /**
   * Starts counting and feeding.
   *
   * @param jdbi best over a pool of its own, so that pages never wait for, nor hold up, deliveries
   * @param landscape the landscape in force
   * @param loads how the sending side sees the systems now
   * @param tokens what targets recognise a delivery's repetitions by
   * @param zone decides when a day begins
   */
  public static Monitoring over(
      Jdbi jdbi,
      Supplier<Landscape> landscape,
      Supplier<List<SystemStatus.Load>> loads,
      Function<DeliveryId, String> tokens,
      InstantSource clock,
      ZoneId zone) {
    PrometheusMeters meters = new PrometheusMeters(clock);
    QuarantineEntries quarantine = new QuarantineEntries(jdbi, landscape, clock);
    meters.watch(
        "millrace.quarantine.documents",
        "documents in quarantine that wait for a person",
        quarantine::waiting);
    return new Monitoring(
        new Messages(jdbi, landscape, tokens),
        new Jobs(jdbi, landscape),
        new AcceptedJobs(landscape),
        new Systems(jdbi, landscape, loads, meters, clock),
        new SystemHistories(jdbi, landscape, clock),
        new Summaries(jdbi, landscape, clock, zone),
        new Cases(jdbi, landscape, clock),
        new Replays(jdbi),
        new Batches(jdbi),
        quarantine,
        new Endpoints(jdbi, landscape, clock),
        new MinuteCounts(jdbi, clock).start(),
        meters,
        new ChangeFeed());
  }

  @Override
  public void close() {
    feed.close();
    counts.close();
    meters.close();
  }
}
