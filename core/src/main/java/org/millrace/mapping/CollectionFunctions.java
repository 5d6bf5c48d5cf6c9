package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions that hand a value on: the engine makes a double of a number they yield, and cannot sort
 * numbers of different kinds.
 */
final class CollectionFunctions {

  private CollectionFunctions() {}

  static List<BoundFunction> all() {
    return List.of(
        BoundFunction.of(
            "single", "<af?>", 2, in -> handed(() -> Functions.single(in.list(0), in.at(1)))),
        BoundFunction.of(
            "reduce",
            "<afj?:j>",
            3,
            in -> handed(() -> Functions.foldLeft(in.list(0), in.at(1), in.at(2)))),
        BoundFunction.of(
            "lookup", "<x-s:x>", 2, in -> Functions.lookup(in.at(0), String.valueOf(in.at(1)))),
        BoundFunction.of("sort", "<af?:a>", 2, CollectionFunctions::sort));
  }

  private static @Nullable Object sort(Arguments in) {
    List<?> list = in.list(0);
    Object comparator = in.at(1);
    if (list == null || list.size() <= 1 || comparator != null) {
      return Functions.sort(list, comparator);
    }
    if (list.stream().allMatch(String.class::isInstance)) {
      return sorted(list, String.class, Comparator.naturalOrder());
    }
    if (list.stream().allMatch(Number.class::isInstance)) {
      return sorted(list, Number.class, Comparator.comparing(Arguments::decimal));
    }
    throw new JException("D3070", -1);
  }

  private static <T> List<T> sorted(List<?> list, Class<T> type, Comparator<T> by) {
    List<T> sorted = new ArrayList<>(list.stream().map(type::cast).toList());
    sorted.sort(by);
    return sorted;
  }

  private static @Nullable Object handed(EngineCall call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the engine threw a checked exception", e);
    }
  }

  private interface EngineCall {
    @Nullable Object run() throws Throwable;
  }
}
