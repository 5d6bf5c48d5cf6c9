package org.millrace.plant.system;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The systems of the plant; the path name is also the name in ledgers, faults and outboxes. */
public enum PlantSystem {
  ERP,
  MES,
  WMS,
  QMS,
  PLM,
  CARRIER;

  public String pathName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<PlantSystem> of(String pathName) {
    return Arrays.stream(values()).filter(one -> one.pathName().equals(pathName)).findAny();
  }
}
