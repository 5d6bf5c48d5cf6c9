package org.millrace.simulation;

import java.util.Optional;
import org.millrace.journal.Correction;
import org.millrace.journal.Draft;
import org.millrace.journal.Settlement;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** Hears of every commit, in order. */
interface JournalWatcher {

  void stored(MessageId id, Draft draft);

  /**
   * @param by {@code attempt}, {@code person} or {@code platform}
   * @param settlement the attempt, if it was one
   */
  void moved(DeliveryRow row, DeliveryState from, String by, Optional<Settlement> settlement);

  /**
   * @param of the delivery that it stands in for or takes back
   */
  void planned(DeliveryRow row, DeliveryId of);

  /** A correction was approved. */
  void corrected(Correction correction);

  JournalWatcher NONE =
      new JournalWatcher() {
        @Override
        public void stored(MessageId id, Draft draft) {}

        @Override
        public void moved(
            DeliveryRow row, DeliveryState from, String by, Optional<Settlement> settlement) {}

        @Override
        public void planned(DeliveryRow row, DeliveryId of) {}

        @Override
        public void corrected(Correction correction) {}
      };
}
