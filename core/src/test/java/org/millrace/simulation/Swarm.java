package org.millrace.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The faults of one seed: about half of them, each at a rate of its own, until all is healed. */
final class Swarm {

  private final RandomGenerator random;
  private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
  private final Map<Fault, Integer> doses = new EnumMap<>(Fault.class);
  private boolean healed;

  Swarm(RandomGenerator random) {
    this.random = random;
    for (Fault fault : Fault.values()) {
      boolean on = random.nextBoolean();
      double rate = 0.02 + 0.3 * random.nextDouble() * random.nextDouble();
      if (on) {
        rates.put(fault, rate);
      }
    }
  }

  /** Whether the fault happens now. */
  boolean strikes(Fault fault) {
    return strikes(fault, 1);
  }

  /** Whether a fault happens now that has more occasions than others. */
  boolean strikes(Fault fault, double share) {
    Double rate = rates.get(fault);
    if (rate == null || healed || random.nextDouble() >= rate * share) {
      return false;
    }
    doses.merge(fault, 1, Integer::sum);
    return true;
  }

  boolean isOn(Fault fault) {
    return rates.containsKey(fault);
  }

  /** One of these that happens now. */
  Optional<Fault> oneOf(Fault... faults) {
    for (Fault fault : faults) {
      if (strikes(fault)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** How often each fault happened. */
  Map<Fault, Integer> doses() {
    return Map.copyOf(doses);
  }

  void heal() {
    healed = true;
  }
}
