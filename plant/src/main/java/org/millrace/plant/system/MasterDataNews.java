package org.millrace.plant.system;

/** Is told when a change of master data may release what was refused before. */
@FunctionalInterface
public interface MasterDataNews {
  /**
   * Something became possible again.
   *
   * @param event {@code item-plant.activated} or {@code fiscal-period.reopened}
   * @param subject the item or the period
   */
  void announce(String event, String subject);
}
