package org.millrace.bench.peer;

import java.util.List;
import org.millrace.bench.engine.Engine;
import org.millrace.bench.engine.Guarantees;
import org.millrace.bench.engine.Guarantees.Claim;

/** All peers that there are. */
public final class Peers {
  /** The one that stands for those that are durable before they answer in the quick run. */
  public static final String BEST_DURABLE = "db-scheduler";

  private Peers() {}

  /**
   * The peers in the order in which they run.
   *
   * @param port the first of five that they listen on
   */
  public static List<Engine> all(int port, PeerPlaces places) {
    return List.of(
        new JavaPeer(
            BEST_DURABLE,
            "DbSchedulerPeer",
            new Guarantees(Claim.yes(), Claim.no("while the task is open"), Claim.no(), "none"),
            port,
            places),
        new JavaPeer(
            "dbos",
            "DbosPeer",
            new Guarantees(Claim.yes(), Claim.yes(), Claim.no(), "workflow and step rows"),
            port + 1,
            places),
        new JavaPeer(
            "camel-artemis",
            "CamelPeer",
            new Guarantees(
                Claim.yes("yes, in two commits"), Claim.yes(), Claim.yes(), "one audit row"),
            port + 2,
            places),
        new NodeRed(port + 3, places),
        new N8n(port + 4, places));
  }
}
