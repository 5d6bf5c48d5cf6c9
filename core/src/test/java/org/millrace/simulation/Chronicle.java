package org.millrace.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.millrace.journal.Correction;
import org.millrace.journal.Draft;
import org.millrace.journal.Settlement;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.proof.Fact;

/** Writes down what happens, and knows when each delivery was last touched. */
final class Chronicle implements JournalWatcher, Consumer<Fact> {

  private final SimulatedTime time;
  private final Consumer<Fact> sink;
  private final Map<String, Long> touched = new HashMap<>();

  Chronicle(SimulatedTime time, Consumer<Fact> sink) {
    this.time = time;
    this.sink = sink;
  }

  /** When a delivery last moved or was last called for, in true nanoseconds. */
  long touchedAt(DeliveryId id) {
    return touched.getOrDefault(id.toString(), 0L);
  }

  @Override
  public void accept(Fact fact) {
    if (fact instanceof Fact.Called called) {
      touched.put(called.delivery(), time.nanos());
    }
    sink.accept(fact);
  }

  @Override
  public void stored(MessageId id, Draft draft) {
    accept(
        new Fact.Stored(
            time.trueMillis(),
            draft.flow() + "/" + draft.businessKey(),
            id.toString(),
            draft.landscapeVersion(),
            draft.steps().stream().map(step -> planned(id, draft, step)).toList()));
    draft.steps().forEach(step -> step.needs().forEach(need -> needs(id, step, need)));
  }

  private void needs(MessageId id, Draft.Step step, Draft.Need need) {
    accept(
        new Fact.Needs(
            time.trueMillis(),
            new DeliveryId(id, step.number()).toString(),
            need.flow() + "/" + need.key(),
            need.system()));
  }

  /** The lane by what was declared, whatever the node makes of it. */
  private static Fact.Planned planned(MessageId id, Draft draft, Draft.Step step) {
    return new Fact.Planned(
        new DeliveryId(id, step.number()).toString(),
        step.system(),
        draft.flow() + "/" + step.number() + "/" + draft.orderKey().orElse(id.toString()),
        step.after() == 0 ? "" : new DeliveryId(id, step.after()).toString(),
        draft.flow().equals("tell"),
        step.place().map(Draft.Place::number).orElse(0L),
        draft.flow().equals("ship") && step.number() < 3);
  }

  @Override
  public void corrected(Correction correction) {
    accept(
        new Fact.Corrected(
            time.trueMillis(),
            correction.message().toString(),
            correction.version(),
            correction.proposedBy().name(),
            correction.decided().orElseThrow().by().name(),
            correction.fourEyes() && !correction.emergency()));
  }

  @Override
  public void planned(DeliveryRow row, DeliveryId of) {
    Draft.Step step = new Draft.Step(row.id.step(), row.system, row.lane, row.after);
    accept(
        new Fact.PlannedLater(
            time.trueMillis(),
            row.id.message().toString(),
            row.draft.landscapeVersion(),
            planned(row.id.message(), row.draft, step),
            of.toString(),
            row.compensates > 0));
  }

  @Override
  public void moved(
      DeliveryRow row, DeliveryState from, String by, Optional<Settlement> settlement) {
    touched.put(row.id.toString(), time.nanos());
    accept(
        new Fact.Moved(
            time.trueMillis(),
            row.id.toString(),
            from.name(),
            row.state.name(),
            by,
            settlement.map(s -> s.work().attempts() + 1).orElse(0),
            settlement.map(Settlement::countsAsTry).orElse(false),
            settlement.map(Settlement::evidence).orElse("")));
  }
}
