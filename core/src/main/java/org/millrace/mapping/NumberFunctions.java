package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers. Operators and the engine's functions compute with doubles, as JSONata says; the {@code
 * $decimal…} functions are exact and are what quantities and money are for.
 */
final class NumberFunctions {

  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?([Ee][-+]?[0-9]{1,3})?");
  private static final int MOST_PLACES = 100;

  private NumberFunctions() {}

  static List<BoundFunction> all() {
    return List.of(
        BoundFunction.of("number", "<(nsb)-:n>", 1, NumberFunctions::number),
        BoundFunction.of("round", "<n-n?:n>", 2, NumberFunctions::round),
        BoundFunction.of("abs", "<n-:n>", 1, in -> exact(in.decimal(0), BigDecimal::abs)),
        BoundFunction.of("max", "<a<n>:n>", 1, in -> extreme(in, 1)),
        BoundFunction.of("min", "<a<n>:n>", 1, in -> extreme(in, -1)),
        decimal("decimalAdd", BigDecimal::add),
        decimal("decimalSubtract", BigDecimal::subtract),
        decimal("decimalMultiply", BigDecimal::multiply),
        BoundFunction.of("decimalDivide", "<nnn:n>", 3, NumberFunctions::divide),
        BoundFunction.of("decimalSum", "<a<n>:n>", 1, NumberFunctions::sum));
  }

  private static BoundFunction decimal(String name, BinaryOperator<BigDecimal> operation) {
    return BoundFunction.of(
        name,
        "<nn:n>",
        2,
        in -> {
          BigDecimal left = in.decimal(0);
          BigDecimal right = in.decimal(1);
          return left == null || right == null
              ? null
              : JsonValues.exact(operation.apply(left, right));
        });
  }

  /** Exact for a decimal text; the engine makes a double of it. */
  private static @Nullable Object number(Arguments in) {
    return switch (in.at(0)) {
      case Number number -> number;
      case String text when DECIMAL.matcher(text).matches() -> normal(new BigDecimal(text));
      case String text when text.length() > 2 && text.charAt(0) == '0' -> Functions.number(text);
      case String ignored -> throw TextFunctions.error("D3030");
      case null -> null;
      case Object other -> Functions.number(other);
    };
  }

  /** Half to even, by decimal places; exact where the input is. */
  private static @Nullable Object round(Arguments in) {
    BigDecimal value = in.decimal(0);
    Number places = in.number(1);
    int scale = places == null ? 0 : places.intValue();
    if (Math.abs(scale) > MOST_PLACES) {
      throw in.wrong(1, "from -" + MOST_PLACES + " to " + MOST_PLACES);
    }
    return value == null ? null : normal(value.setScale(scale, RoundingMode.HALF_EVEN));
  }

  private static @Nullable Object divide(Arguments in) {
    BigDecimal left = in.decimal(0);
    BigDecimal right = in.decimal(1);
    Number places = in.number(2);
    if (left == null || right == null || places == null) {
      return null;
    }
    if (right.signum() == 0) {
      throw new LimitExceeded("D1001", "$decimalDivide cannot divide by zero");
    }
    if (places.intValue() < 0 || places.intValue() > MOST_PLACES) {
      throw in.wrong(2, "from 0 to " + MOST_PLACES);
    }
    return JsonValues.exact(left.divide(right, places.intValue(), RoundingMode.HALF_EVEN));
  }

  private static @Nullable Object sum(Arguments in) {
    List<?> list = in.list(0);
    if (list == null) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Object item : list) {
      sum = item instanceof Number number ? sum.add(Arguments.decimal(number)) : sum;
    }
    return normal(sum);
  }

  private static @Nullable Object extreme(Arguments in, int sign) {
    List<?> list = in.list(0);
    Number best = null;
    for (Object item : list == null ? List.of() : list) {
      if (item instanceof Number number
          && (best == null
              || Arguments.decimal(number).compareTo(Arguments.decimal(best)) * sign > 0)) {
        best = number;
      }
    }
    return best;
  }

  private static @Nullable Object exact(
      @Nullable BigDecimal value, java.util.function.UnaryOperator<BigDecimal> operation) {
    return value == null ? null : normal(operation.apply(value));
  }

  /** A whole number in the engine's own form, so that it can be an index or a range's end. */
  private static Number normal(BigDecimal value) {
    if (value.scale() <= 0 && value.precision() - value.scale() < 19) {
      long whole = value.longValueExact();
      return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }
    return JsonValues.exact(value);
  }
}
