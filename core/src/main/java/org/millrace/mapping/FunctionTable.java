package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The functions an expression can call. What is not listed here does not exist: {@code $eval} would
 * run text from a message as an expression.
 */
final class FunctionTable {

  /** Name, signature and method of the engine's functions that are used as they are. */
  private static final List<String[]> OF_THE_ENGINE =
      List.of(
          row("sum", "<a<n>:n>"),
          row("count", "<a:n>"),
          row("average", "<a<n>:n>"),
          row("substring", "<s-nn?:s>"),
          row("substringBefore", "<s-s:s>"),
          row("substringAfter", "<s-s:s>"),
          row("lowercase", "<s-:s>"),
          row("uppercase", "<s-:s>"),
          row("length", "<s-:n>"),
          row("trim", "<s-:s>"),
          row("formatNumber", "<n-so?:s>"),
          row("formatBase", "<n-n?:s>"),
          row("formatInteger", "<n-s:s>"),
          row("parseInteger", "<s-s:n>"),
          row("floor", "<n-:n>"),
          row("ceil", "<n-:n>"),
          row("sqrt", "<n-:n>"),
          row("power", "<n-n:n>"),
          row("random", "<:n>"),
          row("boolean", "<x-:b>", "toBoolean"),
          row("not", "<x-:b>"),
          row("map", "<af>"),
          row("zip", "<a+>"),
          row("filter", "<af>"),
          row("sift", "<o-f?:o>"),
          row("keys", "<x-:a<s>>"),
          row("append", "<xx:a>"),
          row("exists", "<x:b>"),
          row("spread", "<x-:a<o>>"),
          row("merge", "<a<o>:o>"),
          row("reverse", "<a:a>"),
          row("each", "<o-f:a>"),
          row("error", "<s?:x>"),
          row("assert", "<bs?:x>", "assertFn"),
          row("type", "<x:s>"),
          row("shuffle", "<a:a>"),
          row("distinct", "<x:x>"),
          row("base64encode", "<s-:s>"),
          row("base64decode", "<s-:s>"),
          row("encodeUrlComponent", "<s-:s>"),
          row("encodeUrl", "<s-:s>"),
          row("decodeUrlComponent", "<s-:s>"),
          row("decodeUrl", "<s-:s>"),
          row("toMillis", "<s-s?:n>", "dateTimeToMillis"),
          row("fromMillis", "<n-s?s?:s>", "dateTimeFromMillis"),
          row("clone", "<(oa)-:o>", "functionClone"));

  private static final BoundFunction NO_EVAL =
      BoundFunction.of(
          "eval",
          "<sx?:x>",
          2,
          in -> {
            throw new LimitExceeded("T1006", "$eval does not exist here");
          });

  private final List<BoundFunction> functions;

  FunctionTable(InstantSource clock) {
    functions =
        Stream.of(
                OF_THE_ENGINE.stream().map(row -> new BoundFunction(row[0], row[1], row[2])),
                TextFunctions.all().stream(),
                NumberFunctions.all().stream(),
                CollectionFunctions.all().stream(),
                ofTheClock(clock),
                Stream.of(NO_EVAL))
            .flatMap(some -> some)
            .toList();
  }

  private static String[] row(String name, String signature) {
    return row(name, signature, name);
  }

  private static String[] row(String name, String signature, String method) {
    return new String[] {name, signature, method};
  }

  private static Stream<BoundFunction> ofTheClock(InstantSource clock) {
    return Stream.of(
        BoundFunction.of("millis", "<:n>", 0, in -> clock.millis()),
        BoundFunction.of(
            "now",
            "<s?s?:s>",
            2,
            in -> Functions.dateTimeFromMillis(clock.millis(), in.text(0), in.text(1))));
  }

  /** Binds all of them, in place of what the engine would offer. */
  void bind(Jsonata expression) {
    functions.forEach(function -> expression.registerFunction(function.name(), function));
  }
}
