package org.millrace.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the command line reaches the node that runs over a data folder.
 *
 * @param adminKey a key with all rights, readable by the folder's owner only
 */
public record NodeAccess(String address, String adminKey) {

  /** Finds the node of a folder; nothing if none runs there. */
  public static Optional<NodeAccess> of(Path data) {
    return NodeFolder.address(data)
        .flatMap(address -> AdminKey.read(data).map(key -> new NodeAccess(address, key)));
  }
}
