package org.millrace.landscape;

import java.util.Optional;

/** Reads {@code batch} of a flow: what its senders may rely on, however they send. */
final class BatchRuleReader {

  private static final String KEY = "batch";
  private static final String POLICY = "policy";
  private static final String AT_LEAST = "at-least";

  private BatchRuleReader() {}

  /** Nothing where a flow declares none: then each batch says it. */
  static Optional<BatchRule> read(ConfigReader flow) {
    Optional<ConfigNode> node = flow.node(KEY);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof ConfigNode.Scalar scalar) {
      return named(scalar.text(), flow, scalar.at());
    }
    ConfigReader reader = flow.section(KEY);
    Optional<BatchRule> policy = named(reader.text(POLICY), reader, reader.at(POLICY));
    Optional<String> threshold = reader.optionalText(AT_LEAST);
    reader.finish();
    if (policy.isEmpty() || threshold.isEmpty()) {
      return policy;
    }
    if (policy.get().equals(BatchRule.ALL_OR_NOTHING)) {
      reader
          .problems()
          .add(
              reader.at(AT_LEAST),
              "`all-or-nothing` needs every record",
              "remove `at-least`, or write `policy: partial`");
      return policy;
    }
    Optional<BatchRule> rule = BatchRule.atLeast(threshold.get());
    if (rule.isEmpty()) {
      reader
          .problems()
          .add(
              reader.at(AT_LEAST),
              "`at-least` cannot be `" + threshold.get() + "`",
              "write " + BatchRule.FORM);
    }
    return rule;
  }

  private static Optional<BatchRule> named(String name, ConfigReader reader, Position at) {
    if (name.equals(BatchRule.ALL_OR_NOTHING_NAME)) {
      return Optional.of(BatchRule.ALL_OR_NOTHING);
    }
    if (name.equals(BatchRule.PARTIAL_NAME)) {
      return Optional.of(BatchRule.PARTIAL);
    }
    if (!name.isEmpty()) {
      reader
          .problems()
          .add(
              at,
              "a batch's policy cannot be `" + name + "`",
              "write partial, all-or-nothing, or {policy: partial, at-least: 97%}");
    }
    return Optional.empty();
  }
}
