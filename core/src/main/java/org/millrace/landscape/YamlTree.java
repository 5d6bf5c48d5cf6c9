package org.millrace.landscape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * From the parser's nodes to ours. Aliases are refused: they save little in such files, and a few
 * of them can stand for gigabytes.
 */
final class YamlTree {

  private static final int DEEPEST = 40;
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final String file;
  private final Placeholders placeholders;
  private final Problems problems;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlTree(String file, Placeholders placeholders, Problems problems) {
    this.file = file;
    this.placeholders = placeholders;
    this.problems = problems;
  }

  Optional<ConfigNode.Mapping> top(Node node) {
    Optional<ConfigNode> value = value(node, 0);
    if (value.isPresent() && !(value.get() instanceof ConfigNode.Mapping)) {
      problems.add(value.get().at(), "the file must be a mapping, not " + value.get().kind());
    }
    return value.filter(ConfigNode.Mapping.class::isInstance).map(ConfigNode.Mapping.class::cast);
  }

  private Optional<ConfigNode> value(Node node, int depth) {
    Position at = at(node);
    if (!seen.add(node)) {
      problems.add(at, "anchors and aliases are not supported", "write the value out");
      return Optional.empty();
    }
    if (depth > DEEPEST) {
      problems.add(at, "this is nested deeper than " + DEEPEST + " levels");
      return Optional.empty();
    }
    if (!PLAIN_TAGS.contains(node.getTag())) {
      problems.add(at, "tags are not supported", "write the plain value");
      return Optional.empty();
    }
    return switch (node) {
      case ScalarNode scalar ->
          Optional.of(
              new ConfigNode.Scalar(placeholders.fill(scalar.getValue(), at, problems), at));
      case SequenceNode sequence -> {
        List<ConfigNode> items = new ArrayList<>();
        sequence.getValue().forEach(item -> value(item, depth + 1).ifPresent(items::add));
        yield Optional.of(new ConfigNode.Sequence(items, at));
      }
      case MappingNode mapping -> Optional.of(mapping(mapping, at, depth));
      default -> Optional.empty();
    };
  }

  private ConfigNode mapping(MappingNode node, Position at, int depth) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    Map<String, Position> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Position keyAt = at(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.add(keyAt, "a key must be a single value");
        continue;
      }
      String key = keyNode.getValue();
      Position before = keys.putIfAbsent(key, keyAt);
      if (before != null) {
        problems.add(
            keyAt, "`" + key + "` is there twice", "the first one is in line " + before.line());
      } else if (isEmpty(tuple.getValueNode())) {
        problems.add(keyAt, "`" + key + "` has no value", "write one, or remove the key");
      } else {
        value(tuple.getValueNode(), depth + 1).ifPresent(value -> entries.put(key, value));
      }
    }
    return new ConfigNode.Mapping(entries, keys, at);
  }

  private static boolean isEmpty(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && scalar.getTag().equals(Tag.NULL);
  }

  private Position at(Node node) {
    return node.getStartMark()
        .map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Position.startOf(file));
  }
}
