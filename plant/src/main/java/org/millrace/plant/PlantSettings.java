package org.millrace.plant;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.day.DayPlan;
import org.millrace.plant.outbox.ApiKeys;
import org.millrace.plant.outbox.Backoff;

/**
 * Everything that a plant is started with.
 *
 * @param millrace where the systems send to; empty means that they send nothing
 * @param ownPorts systems by path name that listen on a port of their own too
 * @param everyDay whether a day that is over is followed by the next date by itself
 * @param sendRate messages per second over all outboxes
 * @param ticketLifetime of OAuth2 tokens and sessions
 */
public record PlantSettings(
    String host,
    int port,
    Map<String, Integer> ownPorts,
    Path data,
    long seed,
    Optional<URI> millrace,
    ApiKeys keys,
    DayPlan day,
    boolean everyDay,
    double speed,
    int sendRate,
    Backoff backoff,
    Duration ticketLifetime) {
  public PlantSettings {
    ownPorts = Map.copyOf(ownPorts);
    if (sendRate < 1) {
      throw new IllegalArgumentException("send-rate is " + sendRate + "; give at least 1.");
    }
  }
}
