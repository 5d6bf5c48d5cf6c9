package org.millrace.app;

import org.millrace.api.LandscapeAdministration;
import org.millrace.journal.AppliedLandscapes;
import org.millrace.journal.LandscapeVersions;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceArchive;
import org.millrace.message.Actor;

/** Applies landscapes that come in over HTTP. */
record LandscapeDesk(AppliedLandscapes landscapes, LandscapeVersions versions)
    implements LandscapeAdministration {

  @Override
  public ApplyAnswer apply(byte[] zip, Actor actor) {
    Problems problems = new Problems();
    LandscapeSource source = SourceArchive.read(zip, problems);
    return switch (landscapes.apply(source, actor, problems)) {
      case AppliedLandscapes.Result.Applied applied -> new ApplyAnswer.Applied(applied.version());
      case AppliedLandscapes.Result.Refused refused -> new ApplyAnswer.Invalid(refused.problems());
    };
  }

  @Override
  public Current current() {
    LandscapeVersions.Version version = versions.latest().orElseThrow();
    return new Current(
        version.name(),
        version.environment(),
        version.number(),
        version.appliedAt(),
        version.actor().label());
  }
}
