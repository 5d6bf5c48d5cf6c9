package org.millrace.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;

/**
 * A message as its sender follows it: technical and business state apart.
 *
 * @param technical in-progress, delivered, waiting, needs-person or ended
 * @param business {@code pending}, {@code confirmed}, {@code rejected}, {@code unknown}, {@code
 *     settled-by-hand}, {@code cancelled}
 * @param done whether nothing more will change by itself or by a person
 */
public record Job(
    String id,
    String operation,
    String correlationId,
    Instant acceptedAt,
    String technical,
    String business,
    boolean done,
    List<Delivery> deliveries,
    Map<String, String> links) {

  public Job {
    deliveries = List.copyOf(deliveries);
    links = Map.copyOf(links);
  }

  /** Whether nothing goes on unless a person decides. */
  public boolean rests() {
    return done || technical.equals("needs-person");
  }

  /**
   * One delivery.
   *
   * @param waitsFor what it waits for, for a person
   */
  public record Delivery(
      String id,
      String system,
      String operation,
      DeliveryState state,
      BusinessStatus business,
      Optional<String> reference,
      Optional<String> waitsFor) {}
}
