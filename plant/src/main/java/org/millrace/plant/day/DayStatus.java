package org.millrace.plant.day;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where the day stands.
 *
 * @param plantTime the plant's own date and time
 * @param events how many events of the script have happened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DayStatus(
    State state, @Nullable DayPlan plan, double speed, @Nullable String plantTime, long events) {
  /** The runs of a day. */
  public enum State {
    IDLE,
    RUNNING,
    PAUSED,
    STOPPED,
    DONE
  }
}
