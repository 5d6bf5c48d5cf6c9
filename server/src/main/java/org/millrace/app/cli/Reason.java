package org.millrace.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Why somebody decides something; it is recorded with the decision. */
final class Reason {

  private static final int LEAST = 3;
  private static final int MOST = 500;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      converter = Checked.class,
      description = "Why, in 3 to 500 characters; it is recorded with your key's name.")
  private String text = "";

  String text() {
    return text;
  }

  /** Refuses what the node would refuse. */
  static final class Checked implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      String reason = text.strip();
      if (reason.length() < LEAST || reason.length() > MOST) {
        throw new TypeConversionException(
            "a reason has from %d to %d characters".formatted(LEAST, MOST));
      }
      return reason;
    }
  }
}
