package org.millrace.app.cli;

import picocli.CommandLine.TypeConversionException;

/** What can be let go. */
sealed interface Subject {

  /** Its address in the API. */
  String path();

  /** What was done, for a person. */
  String done(int deliveries);

  /** Alike failures. */
  record Case(long number) implements Subject {
    @Override
    public String path() {
      return "/v1/cases/" + number;
    }

    @Override
    public String done(int deliveries) {
      return "released: %s of case %d %s again, in order"
          .formatted(
              deliveries == 1 ? "1 delivery" : deliveries + " deliveries",
              number,
              deliveries == 1 ? "goes" : "go");
    }
  }

  /** One delivery. */
  record Delivery(String id) implements Subject {
    @Override
    public String path() {
      return "/v1/deliveries/" + id;
    }

    @Override
    public String done(int deliveries) {
      return "released: it goes again; look: ./millrace show " + id.substring(0, id.indexOf(':'));
    }
  }

  /** A target that is held. */
  record Held(String system) implements Subject {
    @Override
    public String path() {
      return "/v1/systems/" + system;
    }

    @Override
    public String done(int deliveries) {
      return "released: `%s` gets its deliveries again, a few at first; look: ./millrace status"
          .formatted(system);
    }
  }

  /** What its form says that it is. */
  static Subject guessed(String text) {
    if (text.matches("[0-9]+")) {
      return of("case", text);
    }
    boolean isId = text.contains(":") || Arguments.Delivery.isMessage(text);
    return of(isId ? "delivery" : "system", text);
  }

  static Subject of(String kind, String text) {
    return switch (kind) {
      case "case" -> new Case(new Arguments.CaseNumber().convert(text));
      case "delivery" -> new Delivery(new Arguments.Delivery().convert(text));
      case "system" -> new Held(new Arguments.Name().convert(text));
      default ->
          throw new TypeConversionException(
              "'" + kind + "' cannot be released: say case, delivery or system");
    };
  }
}
