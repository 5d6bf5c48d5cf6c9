package org.millrace.landscape;

import java.util.Optional;

/** The landscape in force and those that messages in flight were accepted under. Thread-safe. */
public interface LandscapeCatalog {

  AppliedLandscape current();

  /** A version, or nothing if it was never applied. */
  Optional<AppliedLandscape> version(int number);
}
