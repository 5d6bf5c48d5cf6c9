package org.millrace.journal;

import java.time.Instant;
import java.util.List;
import org.millrace.message.Actor;

/** Targets that are held as a whole, so that a hold survives a restart. */
public interface Holds {

  /** All holds in force. */
  List<Hold> all();

  /** Records a hold; a hold by a person is not replaced by one of the platform. */
  void hold(Hold hold);

  /** Ends a hold. */
  void release(String system, Actor actor, String reason);

  /**
   * A target that gets nothing at present.
   *
   * @param cause stable code, such as {@code connection-refused}
   * @param detail what happened, for a person
   */
  record Hold(String system, Kind kind, String cause, String detail, Instant since, Actor actor) {

    /** Who can end it: a probe that succeeds, or a person. */
    public enum Kind {
      OUTAGE,
      PERSON
    }
  }
}
