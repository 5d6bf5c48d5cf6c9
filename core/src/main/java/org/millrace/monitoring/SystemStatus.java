package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a system stands.
 *
 * @param since since when it is held or out
 * @param reason why it is not simply working, for a person
 * @param backlog open deliveries; counted to a limit
 * @param oldestWaiting when the oldest open delivery's message was accepted
 * @param deliveredLastMinute in the last 60 seconds; counted since the node's start
 * @param failedLastMinute attempts that failed for whatever reason, counted likewise
 * @param p95Ms over the last attempts, whenever they were
 */
public record SystemStatus(
    String name,
    String title,
    String kind,
    String adapter,
    Health health,
    Optional<Instant> since,
    Optional<String> reason,
    long backlog,
    int inFlight,
    Optional<Instant> oldestWaiting,
    long deliveredLastMinute,
    long failedLastMinute,
    Optional<Double> p95Ms,
    int concurrency,
    Optional<Instant> lastSuccess,
    List<String> flows) {

  public SystemStatus {
    flows = List.copyOf(flows);
  }

  /** A system's health at a glance. */
  public enum Health {
    OK,
    /** Attempts fail by its own fault, not by a document's, or it is only just coming back. */
    DEGRADED,
    /** A person stopped its queue. */
    HELD,
    /** It does not answer. */
    OUT,
    /** Nothing was sent to it lately. */
    IDLE;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How the sending side sees a system.
   *
   * @param stopped whether it gets nothing
   * @param recovering whether it is only just coming back
   */
  public record Load(
      String system, boolean stopped, boolean recovering, int inFlight, int concurrency) {}
}
