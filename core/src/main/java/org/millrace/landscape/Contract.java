package org.millrace.landscape;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A contract with all its versions.
 *
 * @param object the business object it is about
 */
record Contract(
    String name, String object, NavigableMap<SemanticVersion, ContractVersion> versions) {

  Contract {
    versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
  }

  /** The highest version that a range such as {@code 2} covers. */
  Optional<ContractVersion> highest(String range) {
    return versions.descendingKeySet().stream()
        .filter(version -> version.isCoveredBy(range))
        .findFirst()
        .map(versions::get);
  }
}
