package org.millrace.landscape;

import java.util.Map;

/**
 * Where the fields of a credential come from. The landscape never holds a secret itself.
 *
 * @param name as systems refer to it
 * @param fields by name
 */
public record CredentialSource(String name, Map<String, Source> fields) {

  public CredentialSource {
    fields = Map.copyOf(fields);
  }

  /** Where one field comes from. */
  public sealed interface Source {
    /** Written in the file; only for what is no secret, such as a user's name. */
    record Plain(String value) implements Source {}

    /** An environment variable of the node's process. */
    record Variable(String name) implements Source {}

    /** A file with the value alone, relative to the node's secrets folder. */
    record File(String path) implements Source {}
  }
}
