package org.millrace.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.millrace.bench.load.Window;
import org.millrace.bench.measure.Machine;
import org.millrace.bench.measure.ProcessTree;

/** CPU used between a window's start and its last delivery: by the engine, by us, by anybody. */
final class CpuWindow implements Window {
  private static final double NANOS = 1e9;

  private final Set<Long> engine;
  private final OperatingSystemMXBean self =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private double engineSeconds;
  private double driverSeconds;
  private double busySeconds;
  private double machineSeconds;

  CpuWindow(Set<Long> engine) {
    this.engine = engine;
  }

  @Override
  public void opened() {
    note(-1);
  }

  @Override
  public void drained() {
    note(1);
  }

  private void note(int sign) {
    Machine machine = Machine.now();
    engineSeconds += sign * ProcessTree.cpuSeconds(engine);
    driverSeconds += sign * self.getProcessCpuTime() / NANOS;
    busySeconds += sign * machine.busy();
    machineSeconds += sign * (machine.busy() + machine.idle());
  }

  double ownSeconds() {
    return engineSeconds + driverSeconds;
  }

  double driverSeconds() {
    return driverSeconds;
  }

  double othersShare() {
    return Math.max(0, busySeconds - ownSeconds()) / Math.max(1, machineSeconds);
  }
}
