package org.millrace.landscape;

import java.time.Duration;
import org.millrace.mapping.Expression;

/**
 * A message that must have had its effect before a step is sent, such as the production order that
 * goods are issued for.
 *
 * @param flow whose message
 * @param system where it must have had its effect
 * @param key expression over the own content of the other's business key
 * @param patience after which a person is told
 */
public record Requirement(String flow, String system, Expression key, Duration patience) {}
