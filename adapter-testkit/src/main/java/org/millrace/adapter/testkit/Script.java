package org.millrace.adapter.testkit;

import java.util.List;

/** What a {@link StubPeer} does, and when. Called by many threads at once. */
@FunctionalInterface
public interface Script {

  /** Steps for a request that arrived completely. */
  List<Step> on(Received request);

  /** Steps for a new connection, before anything is read from it. */
  default List<Step> onConnect() {
    return List.of();
  }

  /** Does the same to every request. */
  static Script always(Step... steps) {
    return request -> List.of(steps);
  }

  /** Does this to every connection before it reads a request. */
  static Script atOnce(Step... steps) {
    return new Script() {
      @Override
      public List<Step> on(Received request) {
        return List.of(new Step.Close());
      }

      @Override
      public List<Step> onConnect() {
        return List.of(steps);
      }
    };
  }
}
