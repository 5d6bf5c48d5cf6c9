package org.millrace.adapter.testkit;

import java.util.Optional;
import org.millrace.failure.Capability;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Position;

/** A subject that speaks like {@link SocketTarget}; only the making of the target differs. */
abstract class SocketSubject extends HttpTargetConformance {

  @Override
  public OperationDefinition operation() {
    return new OperationDefinition(
        "create-order",
        Capability.TOKEN,
        Optional.empty(),
        ConfigNode.Mapping.empty(Position.startOf("systems/peer.yaml")));
  }

  @Override
  protected String successBody(Received request) {
    return "{\"id\": \"D-1\"}";
  }

  @Override
  protected String refusalBody(Received request) {
    return "{\"error\": \"unknown article\"}";
  }
}
