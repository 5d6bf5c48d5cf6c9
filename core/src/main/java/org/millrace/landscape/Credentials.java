package org.millrace.landscape;

import java.util.Map;
import java.util.Optional;

/** Resolves the name of a credential to its fields, such as {@code user} and {@code password}. */
@FunctionalInterface
public interface Credentials {

  /** The fields at present, or nothing if no such credential is known or its source is missing. */
  Optional<Map<String, Secret>> find(String name);
}
