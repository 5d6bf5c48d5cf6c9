package org.millrace.bench.report;

import java.util.List;
import org.millrace.bench.engine.Guarantees;
import org.millrace.bench.engine.Role;

/**
 * One engine in one repetition.
 *
 * @param deliveredPerS closed loop, from the window's start to the last delivery
 * @param cpuUsPerMessage of all processes: engine, its database, driver and target
 * @param driverCpuUs the driver's and target's part of it
 * @param othersShare CPU used by nobody of ours, as a share of the machine: noise
 * @param openRatePerS the rate at which latency was measured
 * @param rssMb most memory of the engine's main process
 * @param misordered messages that overtook an earlier one of their key; a fault only where order is
 *     promised
 * @param faults why it is void; empty if it counts
 */
public record Measurement(
    String engine,
    Role role,
    Guarantees guarantees,
    int repetition,
    double deliveredPerS,
    double acceptedPerS,
    double cpuUsPerMessage,
    double driverCpuUs,
    double othersShare,
    double openRatePerS,
    double acceptP50Ms,
    double acceptP99Ms,
    double deliverP50Ms,
    double deliverP99Ms,
    double rssMb,
    long startMs,
    long misordered,
    List<String> faults) {
  public Measurement {
    faults = List.copyOf(faults);
  }
}
