package org.millrace.landscape;

import java.util.regex.Pattern;

/** The form of a host or network that a system may be connected to; nothing is resolved. */
final class DestinationName {

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}");

  private DestinationName() {}

  static boolean isProper(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return isAddress(text) || (HOST.matcher(text).matches() && !text.matches("[0-9.]+"));
    }
    String address = text.substring(0, slash);
    String bits = text.substring(slash + 1);
    return isAddress(address)
        && bits.matches("[0-9]{1,3}")
        && Integer.parseInt(bits) <= (IPV4.matcher(address).matches() ? 32 : 128);
  }

  private static boolean isAddress(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }
}
