package org.millrace.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The engine's syntax tree, whose fields it does not publish. They are read by name because two
 * things cannot be had otherwise: regular expressions that stop (the engine hands the text to the
 * pattern itself), and knowing which expressions are plain enough to need no engine. The engine's
 * version is pinned; another one that renames a field fails at the first use of this class.
 */
final class SyntaxTree {

  private static final Map<String, Field> FIELDS = new TreeMap<>();
  private static final Field ROOT;

  static {
    for (Class<?> type = Symbol.class; type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          field.setAccessible(true);
          FIELDS.put(field.getName(), field);
        }
      }
    }
    try {
      ROOT = Jsonata.class.getDeclaredField("ast");
      ROOT.setAccessible(true);
    } catch (NoSuchFieldException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private SyntaxTree() {}

  static Symbol root(Jsonata expression) {
    try {
      return (Symbol) ROOT.get(expression);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static String type(Symbol symbol) {
    return String.valueOf(get(symbol, "type"));
  }

  static @Nullable Object get(Symbol symbol, String field) {
    try {
      return field(field).get(symbol);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean has(Symbol symbol, String field) {
    Object value = get(symbol, field);
    return value instanceof Boolean flag ? flag : value != null;
  }

  /** Every symbol of the tree, once. */
  static List<Symbol> all(Symbol root) {
    Set<Symbol> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Symbol> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      Symbol symbol = open.removeLast();
      if (seen.add(symbol)) {
        FIELDS.keySet().forEach(field -> collect(get(symbol, field), open));
      }
    }
    return List.copyOf(seen);
  }

  private static void collect(@Nullable Object value, List<Symbol> open) {
    switch (value) {
      case Symbol symbol -> open.add(symbol);
      case List<?> list -> list.forEach(item -> collect(item, open));
      case Symbol[] pair -> open.addAll(List.of(pair));
      case null, default -> {}
    }
  }

  /** Puts a bounded one in place of every regular expression. */
  static void boundRegexes(List<Symbol> symbols) {
    for (Symbol symbol : symbols) {
      if (get(symbol, "value") instanceof Pattern pattern) {
        try {
          field("value").set(symbol, new Regex(pattern));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** What transform expressions merge into a value that was made before. */
  static Set<Symbol> changes(List<Symbol> symbols) {
    Set<Symbol> changes = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Symbol symbol : symbols) {
      if (type(symbol).equals("transform")) {
        collect(get(symbol, "update"), changes);
        collect(get(symbol, "delete"), changes);
      }
    }
    return changes;
  }

  private static void collect(@Nullable Object value, Set<Symbol> changes) {
    if (value instanceof Symbol symbol) {
      changes.add(symbol);
    }
  }

  private static Field field(String name) {
    Field field = FIELDS.get(name);
    if (field == null) {
      throw new IllegalStateException("this version of the engine has no field " + name);
    }
    return field;
  }
}
