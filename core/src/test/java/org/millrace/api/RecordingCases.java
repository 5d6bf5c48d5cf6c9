package org.millrace.api;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.CaseState;
import org.millrace.journal.CaseBook;
import org.millrace.journal.CaseChange;
import org.millrace.message.Actor;

/** Case 1 changes, case 2 has changed meanwhile, no other exists. */
record RecordingCases(List<String> commands) implements CaseBook {

  private Outcome done(long number, OptionalInt version, String what, Actor actor) {
    commands.add(what + " case " + number + " at " + version.orElse(-1) + " by " + actor.label());
    if (number == 2) {
      return new Outcome.Refused("Case 2 has changed meanwhile.");
    }
    return number == 1
        ? new Outcome.Changed(1, CaseState.ACKNOWLEDGED, 8, 3)
        : new Outcome.NotFound();
  }

  @Override
  public Outcome change(
      long number, OptionalInt version, CaseChange change, Actor actor, @Nullable String reason) {
    return done(number, version, change + " because " + reason, actor);
  }

  @Override
  public Outcome release(long number, OptionalInt version, Actor actor, String reason) {
    return done(number, version, "release because " + reason, actor);
  }
}
