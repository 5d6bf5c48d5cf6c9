package org.millrace.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An immutable set of permissions. Looking one up costs a hash at most. */
public final class Permissions {

  /** Most permissions that one key can have. */
  public static final int MOST = 200;

  private static final String POST = "post:";
  private static final String POST_ALL = "post:*";

  private final Set<Right> rights;
  private final Set<String> operations;
  private final boolean postsAll;

  private Permissions(Set<Right> rights, Set<String> operations, boolean postsAll) {
    this.rights = rights;
    this.operations = Set.copyOf(operations);
    this.postsAll = postsAll;
  }

  /**
   * Reads {@code post:<operation>}, {@code post:*} and the labels of {@link Right}.
   *
   * @throws IllegalArgumentException if one of them is unknown; see {@link #unknown}
   */
  public static Permissions of(Collection<String> labels) {
    List<String> unknown = unknown(labels);
    if (!unknown.isEmpty() || labels.size() > MOST) {
      throw new IllegalArgumentException("no permissions: " + unknown);
    }
    Set<Right> rights = EnumSet.noneOf(Right.class);
    Set<String> operations = new TreeSet<>();
    for (String label : labels) {
      Right.of(label)
          .ifPresentOrElse(rights::add, () -> operations.add(label.substring(POST.length())));
    }
    return new Permissions(rights, operations, labels.contains(POST_ALL));
  }

  /** Those of the labels that mean nothing. */
  public static List<String> unknown(Collection<String> labels) {
    return labels.stream().filter(label -> Right.of(label).isEmpty() && !isPost(label)).toList();
  }

  private static boolean isPost(String label) {
    if (!label.startsWith(POST) || label.length() > 200) {
      return false;
    }
    String operation = label.substring(POST.length());
    return operation.equals("*")
        || (!operation.isEmpty()
            && operation
                .chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'));
  }

  public boolean has(Right right) {
    return rights.contains(right);
  }

  public boolean mayPost(String operation) {
    return postsAll || operations.contains(operation);
  }

  /** All of them in their stored form, sorted. */
  public List<String> labels() {
    List<String> labels = new ArrayList<>();
    operations.forEach(operation -> labels.add(POST + operation));
    rights.forEach(right -> labels.add(right.label()));
    return labels.stream().sorted().toList();
  }

  @Override
  public String toString() {
    return labels().toString();
  }
}
