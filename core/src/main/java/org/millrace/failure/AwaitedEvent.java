package org.millrace.failure;

import java.util.Optional;

/**
 * A business event that would make a failure go away, for example that an item was activated.
 *
 * @param type such as {@code item-plant.activated}
 * @param about what it must be about, such as the item's number; nothing means that any will do
 */
public record AwaitedEvent(String type, Optional<String> about) {}
