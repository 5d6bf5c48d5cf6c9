package org.millrace.landscape;

import java.util.Optional;
import org.millrace.mapping.Expression;

/**
 * A business event that a flow's messages tell of.
 *
 * @param type such as {@code item-plant.activated}
 * @param about expression of what it is about; nothing means nothing in particular
 * @param when condition; nothing means every message
 * @param reason what the message says about it, for a person
 */
public record Announcement(
    String type,
    Optional<Expression> about,
    Optional<Expression> when,
    Optional<Expression> reason) {}
