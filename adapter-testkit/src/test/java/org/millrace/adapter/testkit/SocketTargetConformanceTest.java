package org.millrace.adapter.testkit;

import java.net.InetSocketAddress;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;

/** The suite can be passed. */
class SocketTargetConformanceTest extends SocketSubject {

  @Override
  public Target connect(InetSocketAddress peer, TargetContext context) {
    return new SocketTarget(peer, context);
  }
}
