package org.millrace.landscape;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address under which a system may be called back: scheme, host and port exactly, and the path
 * or what is below it.
 *
 * @param text as it was declared; names the endpoint
 * @param port never left open
 * @param path without a slash at its end, so that it is empty for the whole host
 */
public record CallbackDestination(String text, String scheme, String host, int port, String path) {

  private static final int LONGEST = 500;

  /** Segments that lead elsewhere when somebody on the way decodes or resolves them. */
  private static final Pattern TREACHEROUS =
      Pattern.compile("/(\\.|%2e){1,2}(/|$)|%2f|%5c|//", Pattern.CASE_INSENSITIVE);

  /** Nothing if a text cannot be a destination. */
  static Optional<CallbackDestination> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean fits =
          text.length() <= LONGEST
              && isCallable(uri)
              && uri.getRawQuery() == null
              && DestinationName.isProper(uri.getHost())
              && !leadsElsewhere(uri);
      return fits ? Optional.of(of(text, uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static CallbackDestination of(String text, URI uri) {
    String path = uri.getRawPath();
    return new CallbackDestination(
        text,
        lower(uri.getScheme()),
        lower(uri.getHost()),
        port(uri),
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  /**
   * Whether a webhook can be posted to an address at all: over TLS, except on this machine, where
   * things are tried out.
   */
  public static boolean isCallable(URI uri) {
    String host = uri.getHost();
    if (uri.getScheme() == null || host == null || uri.getRawUserInfo() != null) {
      return false;
    }
    boolean here = host.equals("127.0.0.1") || host.equalsIgnoreCase("localhost");
    return uri.getRawFragment() == null
        && uri.getPort() != 0
        && uri.getPort() <= 65_535
        && (uri.getScheme().equalsIgnoreCase("https")
            || (here && uri.getScheme().equalsIgnoreCase("http")));
  }

  /** Whether an address is this one or below it. */
  boolean covers(URI uri) {
    return isCallable(uri)
        && lower(uri.getScheme()).equals(scheme)
        && lower(uri.getHost()).equals(host)
        && port(uri) == port
        && !leadsElsewhere(uri)
        && (uri.getRawPath().equals(path) || uri.getRawPath().startsWith(path + "/"));
  }

  private static boolean leadsElsewhere(URI uri) {
    return TREACHEROUS.matcher(uri.getRawPath()).find();
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
