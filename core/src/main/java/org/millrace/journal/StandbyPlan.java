package org.millrace.journal;

import java.util.Optional;
import java.util.function.Function;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.DeliveryId;

/** What can be planned for a delivery, by the version that its message was accepted under. */
public final class StandbyPlan implements Function<DeliveryId, Standbys> {

  private final LandscapeCatalog catalog;
  private final DeliveryQueue journal;

  public StandbyPlan(LandscapeCatalog catalog, DeliveryQueue journal) {
    this.catalog = catalog;
    this.journal = journal;
  }

  @Override
  public Standbys apply(DeliveryId id) {
    return journal.message(id.message()).map(message -> of(id, message)).orElse(Standbys.NONE);
  }

  private Standbys of(DeliveryId id, Message message) {
    Optional<FlowDefinition> flow =
        catalog
            .version(message.landscapeVersion())
            .map(applied -> applied.landscape().flows().get(message.flow()));
    return flow.filter(found -> found.hasStep(id.step()))
        .map(found -> Standbys.of(found, found.step(id.step()), message))
        .orElse(Standbys.NONE);
  }
}
