package org.millrace.landscape;

import java.util.Optional;
import org.millrace.failure.Capability;

/**
 * One operation of a target system.
 *
 * @param name as flows refer to it
 * @param capability what this operation guarantees against doubled effects
 * @param probe the operation that asks whether a document arrived, if there is one
 * @param settings the adapter's own part
 */
public record OperationDefinition(
    String name, Capability capability, Optional<String> probe, ConfigNode.Mapping settings) {}
