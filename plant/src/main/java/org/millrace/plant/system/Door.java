package org.millrace.plant.system;

import org.millrace.plant.http.Call;

/** Decides whether a caller may come in. */
@FunctionalInterface
public interface Door {
  boolean admits(Call call);
}
