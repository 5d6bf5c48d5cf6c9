package org.millrace.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.millrace.delivery.DeliveryEngine;
import org.millrace.delivery.TargetSnapshot;
import org.millrace.journal.Holds;
import org.millrace.journal.Work;
import org.millrace.recovery.JournalWorkbench;
import org.millrace.replay.JournalReplays;

/** Passes people's commands on to the engine, which is made after those who command it. */
final class DispatchLink implements JournalWorkbench.Dispatch, JournalReplays.Dispatch {

  private volatile @Nullable DeliveryEngine engine;

  private volatile @Nullable WaitingSide waits;

  void connect(DeliveryEngine connected, WaitingSide keeper) {
    engine = connected;
    waits = keeper;
  }

  List<TargetSnapshot> snapshots() {
    DeliveryEngine connected = engine;
    return connected == null ? List.of() : connected.snapshots();
  }

  @Override
  public void returned(List<Work> works) {
    connected().returned(works);
  }

  @Override
  public void replayed(List<Work> works) {
    connected().replayed(works);
  }

  @Override
  public void ended(Work work) {
    connected().ended(work);
  }

  @Override
  public void hold(Holds.Hold hold) {
    connected().hold(hold);
  }

  @Override
  public void release(String system) {
    connected().release(system);
  }

  @Override
  public void eventHappened() {
    WaitingSide keeper = waits;
    if (keeper != null) {
      keeper.eventHappened();
    }
  }

  private DeliveryEngine connected() {
    DeliveryEngine connected = engine;
    if (connected == null) {
      throw new IllegalStateException("a command came before the engine was made");
    }
    return connected;
  }
}
