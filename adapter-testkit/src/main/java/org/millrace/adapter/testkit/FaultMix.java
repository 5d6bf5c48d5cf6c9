package org.millrace.adapter.testkit;

import java.util.List;
import java.util.Random;

/**
 * Which faults a {@link FaultProxy} draws from.
 *
 * @param share part of the exchanges that suffer one, from 0 to 1
 * @param faults each as likely as the others
 */
public record FaultMix(double share, List<ProxyFault> faults) {

  /** No fault at all. */
  public static final FaultMix CALM = new FaultMix(0, List.of());

  public FaultMix {
    faults = List.copyOf(faults);
    if (share < 0 || share > 1 || (share > 0 && faults.isEmpty())) {
      throw new IllegalArgumentException(
          "a mix needs a share from 0 to 1 and faults to draw from, not " + share + " " + faults);
    }
  }

  /** This fault, every time. */
  public static FaultMix always(ProxyFault fault) {
    return new FaultMix(1, List.of(fault));
  }

  ProxyFault draw(Random random) {
    return random.nextDouble() < share
        ? faults.get(random.nextInt(faults.size()))
        : new ProxyFault.None();
  }
}
