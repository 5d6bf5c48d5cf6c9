package org.millrace.app.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What arguments must look like; a wrong one is told before anything is asked or started. */
final class Arguments {

  private Arguments() {}

  /** A folder that is there. */
  static final class Folder implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path folder = Path.of(text);
      if (!Files.isDirectory(folder)) {
        throw new TypeConversionException("there is no folder " + text);
      }
      return folder;
    }
  }

  /** A TCP port; 0 lets the system choose. */
  static final class Port implements ITypeConverter<Integer> {
    private static final int GREATEST = 65_535;

    @Override
    public Integer convert(String text) {
      return number(text, 0, GREATEST, "port");
    }
  }

  /** How many messages a list has. */
  static final class Limit implements ITypeConverter<Integer> {
    private static final int MOST = 200;

    @Override
    public Integer convert(String text) {
      return number(text, 1, MOST, "limit");
    }
  }

  /** How long to wait for an outcome. */
  static final class Wait implements ITypeConverter<Integer> {
    private static final int LONGEST = 60;

    @Override
    public Integer convert(String text) {
      return number(text, 1, LONGEST, "number of seconds");
    }
  }

  /** How fast the plant's time runs. */
  static final class Speed implements ITypeConverter<Integer> {
    private static final int FASTEST = 10_000;

    @Override
    public Integer convert(String text) {
      return number(text, 1, FASTEST, "speed");
    }
  }

  private static int number(String text, int least, int most, String what) {
    boolean digits = text.matches("[0-9]{1,9}");
    int number = digits ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new TypeConversionException(
          "'%s' is no %s: it must be from %d to %d".formatted(text, what, least, most));
    }
    return number;
  }

  /** The name of an operation or a system. */
  static final class Name implements ITypeConverter<String> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST = 63;

    @Override
    public String convert(String text) {
      if (text.length() > LONGEST || !NAME.matcher(text).matches()) {
        throw new TypeConversionException(
            "'%s' cannot be a name: names have lower-case letters, digits and single hyphens, at"
                    .formatted(text)
                + " most "
                + LONGEST);
      }
      return text;
    }
  }

  /** The number of a case. */
  static final class CaseNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,18}")) {
        throw new TypeConversionException(
            "'" + text + "' is no case number: ./millrace cases lists them");
      }
      return Long.parseLong(text);
    }
  }

  /** The number of a replay plan. */
  static final class PlanNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,18}")) {
        throw new TypeConversionException(
            "'" + text + "' is no plan's number: ./millrace replay lists them");
      }
      return Long.parseLong(text);
    }
  }

  /** The id of a delivery. */
  static final class Delivery implements ITypeConverter<String> {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Override
    public String convert(String text) {
      if (isDelivery(text)) {
        return text;
      }
      throw new TypeConversionException(
          isMessage(text)
              ? "'%s' is a message: name one of its deliveries, such as %1$s:1".formatted(text)
              : "'%s' is no delivery: ./millrace show MESSAGE lists a message's deliveries"
                  .formatted(text));
    }

    static boolean isMessage(String text) {
      return ID.matcher(text).matches();
    }

    static boolean isDelivery(String text) {
      int colon = text.indexOf(':');
      return colon > 0
          && isMessage(text.substring(0, colon))
          && text.substring(colon + 1).matches("[1-9][0-9]?");
    }
  }

  /** The number of a document in quarantine. */
  static final class EntryNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,18}")) {
        throw new TypeConversionException(
            "'" + text + "' is no document's number: ./millrace quarantine lists them");
      }
      return Long.parseLong(text);
    }
  }

  /** The id of a batch. */
  static final class Id implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Delivery.isMessage(text)) {
        throw new TypeConversionException(
            "'" + text + "' is no batch: ./millrace batches lists them");
      }
      return text;
    }
  }

  /** The public part of a key. */
  static final class Prefix implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.matches("[a-z0-9]{1,32}")) {
        throw new TypeConversionException(
            "this is no key's prefix: ./millrace key list shows them; never give the whole key");
      }
      return text;
    }
  }

  /** A point in time. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time: write one such as 2027-01-01T00:00:00Z");
      }
    }
  }

  /** The address of a node, without a slash at the end. */
  static final class NodeUrl implements ITypeConverter<URI> {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public URI convert(String text) {
      return parse(text);
    }

    static URI parse(String text) {
      try {
        URI uri = new URI(text.strip().replaceFirst("/+$", ""));
        boolean plain =
            uri.getRawUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        if (plain && uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()))) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // Told below: the parser's own words help nobody.
      }
      throw new TypeConversionException(
          "'" + text + "' is no address of a node: write one such as http://127.0.0.1:8080");
    }
  }
}
