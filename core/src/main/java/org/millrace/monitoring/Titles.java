package org.millrace.monitoring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.SystemDefinition;

/** Names as people know them, from the landscape in force; what it does not know keeps its key. */
final class Titles {

  private final Supplier<Landscape> landscape;

  Titles(Supplier<Landscape> landscape) {
    this.landscape = landscape;
  }

  Landscape landscape() {
    return landscape.get();
  }

  String flow(String name) {
    @Nullable FlowDefinition flow = landscape.get().flows().get(name);
    return flow == null ? Words.sentence(Words.plain(name)) : flow.title();
  }

  String system(String name) {
    @Nullable SystemDefinition system = landscape.get().system(name);
    return system == null ? name : system.title();
  }

  /** The target's operation that a step calls; empty if the flow has no such step any more. */
  String operation(String flowName, int step) {
    @Nullable FlowDefinition flow = landscape.get().flows().get(flowName);
    return flow == null || !flow.hasStep(step) ? "" : flow.step(step).operation();
  }
}
