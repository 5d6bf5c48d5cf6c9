package org.millrace.bench.peer;

import java.nio.file.Path;

/**
 * Where the peers are.
 *
 * @param sources {@code bench/peers}
 * @param installed what npm installs is kept below it
 * @param binaries PostgreSQL's unpacked binaries
 */
public record PeerPlaces(Path sources, Path installed, Path binaries) {}
