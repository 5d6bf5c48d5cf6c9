package org.millrace.app.doctor;

import java.util.List;
import java.util.Optional;
import org.millrace.app.LandscapeCheck;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.Problem;

/** Whether a landscape can be read for an environment by this installation. */
public final class LandscapeProbe implements Probe {

  private static final String CHECK = "landscape";

  private final LandscapeSource source;
  private final String environment;
  private final String where;
  private volatile Optional<Landscape> landscape = Optional.empty();

  /**
   * @param where what it is, for a person, such as a folder or a version
   */
  public LandscapeProbe(LandscapeSource source, String environment, String where) {
    this.source = source;
    this.environment = environment;
    this.where = where;
  }

  @Override
  public String check() {
    return CHECK;
  }

  /** What was read; empty if it has mistakes. */
  public Optional<Landscape> landscape() {
    return landscape;
  }

  @Override
  public List<Finding> look() {
    return List.of(
        switch (LandscapeCheck.read(source, environment)) {
          case LoadResult.Loaded loaded -> valid(loaded.landscape());
          case LoadResult.Refused refused -> invalid(refused.problems());
        });
  }

  private Finding valid(Landscape read) {
    landscape = Optional.of(read);
    return Finding.ok(
        CHECK,
        "`%s` (%s) is valid for the environment `%s`: %d systems, %d flows"
            .formatted(
                read.name(), where, environment, read.systems().size(), read.flows().size()));
  }

  private Finding invalid(List<Problem> problems) {
    return Finding.fail(
        CHECK,
        "%s has %d %s for the environment `%s`; the first: %s"
            .formatted(
                where,
                problems.size(),
                problems.size() == 1 ? "mistake" : "mistakes",
                environment,
                problems.getFirst()),
        "see all: ./millrace check LANDSCAPE --environment " + environment);
  }
}
