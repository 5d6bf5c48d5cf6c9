package org.millrace.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint for a method and a path. Immutable once built; a look-up hashes segments. */
final class Routes {

  private final Node root = new Node();
  private final List<Route> all = new ArrayList<>();

  private static final class Node {
    final Map<String, Node> named = new HashMap<>();
    @Nullable Node any;
    final Map<String, Route> byMethod = new TreeMap<>();
  }

  /** What a call does. */
  interface Endpoint {
    Answer answer(Call call) throws InterruptedException;
  }

  /**
   * One address.
   *
   * @param template path; segments in braces take any value
   */
  record Route(String method, String template, Guard guard, Endpoint endpoint) {}

  /** What a look-up found. */
  sealed interface Match {
    /**
     * @param values of the template's segments in braces, in order
     */
    record Found(Route route, List<String> values) implements Match {}

    record OtherMethods(Set<String> allowed) implements Match {}

    record Nothing() implements Match {}
  }

  Routes add(String method, String template, Guard guard, Endpoint endpoint) {
    Route route = new Route(method, template, guard, endpoint);
    Node node = root;
    for (String segment : template.substring(1).split("/", -1)) {
      node = segment.startsWith("{") ? anyOf(node) : named(node, segment);
    }
    if (node.byMethod.put(method, route) != null) {
      throw new IllegalStateException("twice: " + method + " " + template);
    }
    all.add(route);
    return this;
  }

  private static Node anyOf(Node node) {
    @Nullable Node any = node.any;
    if (any == null) {
      any = new Node();
      node.any = any;
    }
    return any;
  }

  private static Node named(Node node, String segment) {
    return node.named.computeIfAbsent(segment, s -> new Node());
  }

  /**
   * @param path decoded, starting with a slash
   */
  Match find(String method, String path) {
    List<String> values = new ArrayList<>(2);
    Node node = root;
    int from = 1;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String segment = path.substring(from, to);
      @Nullable Node next = node.named.get(segment);
      if (next == null) {
        next = node.any;
        values.add(segment);
      }
      if (next == null || segment.isEmpty()) {
        return new Match.Nothing();
      }
      node = next;
      from = to + 1;
    }
    return at(node, method, values);
  }

  private static Match at(Node node, String method, List<String> values) {
    if (node.byMethod.isEmpty()) {
      return new Match.Nothing();
    }
    String wanted = method.equals("HEAD") ? "GET" : method;
    return Optional.ofNullable(node.byMethod.get(wanted))
        .<Match>map(route -> new Match.Found(route, values))
        .orElseGet(() -> new Match.OtherMethods(node.byMethod.keySet()));
  }

  List<Route> all() {
    return List.copyOf(all);
  }
}
