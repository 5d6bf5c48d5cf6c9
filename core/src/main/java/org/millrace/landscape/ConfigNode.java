package org.millrace.landscape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a declared file that knows where it was written. */
public sealed interface ConfigNode {

  Position at();

  /** What a person would call this kind of value. */
  String kind();

  /** A text, number or truth value, kept as it was written, with placeholders already replaced. */
  record Scalar(String text, Position at) implements ConfigNode {
    @Override
    public String kind() {
      return "a single value";
    }
  }

  /** A list of values. */
  record Sequence(List<ConfigNode> items, Position at) implements ConfigNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Named values in the order they were written. */
  record Mapping(Map<String, ConfigNode> entries, Map<String, Position> keys, Position at)
      implements ConfigNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keys = Map.copyOf(keys);
    }

    /** A mapping without entries, where an optional one was left out. */
    public static Mapping empty(Position at) {
      return new Mapping(Map.of(), Map.of(), at);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }
}
