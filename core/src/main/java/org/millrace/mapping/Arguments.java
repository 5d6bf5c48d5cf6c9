package org.millrace.mapping;

import com.dashjoin.jsonata.JException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, already checked against the function's signature. */
record Arguments(String function, List<?> values) {

  @Nullable Object at(int index) {
    return index < values.size() ? values.get(index) : null;
  }

  @Nullable String text(int index) {
    return switch (at(index)) {
      case null -> null;
      case String text -> text;
      default -> throw wrong(index, "a string");
    };
  }

  @Nullable List<?> list(int index) {
    return switch (at(index)) {
      case null -> null;
      case List<?> list -> list;
      case Object single -> List.of(single);
    };
  }

  @Nullable Number number(int index) {
    return switch (at(index)) {
      case null -> null;
      case Number number -> number;
      default -> throw wrong(index, "a number");
    };
  }

  /** A count that must not be negative; the largest integer if it was left out. */
  int limit(int index, String code) {
    Number limit = number(index);
    if (limit != null && limit.intValue() < 0) {
      throw new JException(code, -1);
    }
    return limit == null ? Integer.MAX_VALUE : limit.intValue();
  }

  @Nullable BigDecimal decimal(int index) {
    Number number = number(index);
    return number == null ? null : decimal(number);
  }

  static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case Double fraction -> BigDecimal.valueOf(fraction);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  LimitExceeded wrong(int index, String wanted) {
    return new LimitExceeded(
        "T0410", "argument " + (index + 1) + " of $" + function + " must be " + wanted);
  }
}
