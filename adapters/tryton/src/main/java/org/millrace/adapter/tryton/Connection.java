package org.millrace.adapter.tryton;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.millrace.landscape.ConfigReader;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SystemDefinition;

/**
 * How Tryton is reached.
 *
 * @param address {@code url} and {@code database} as one address, ending in a slash
 * @param credential name of a credential with {@code user} and {@code password}
 * @param language of Tryton's messages, on which rules may depend
 * @param context fields over the user's preferences, sent with every call
 */
record Connection(URI address, String credential, String language, Map<String, String> context) {

  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_.-]+");

  Connection {
    context = Map.copyOf(context);
  }

  static Connection read(SystemDefinition system, Problems problems) {
    ConfigReader reader = new ConfigReader(system.connection(), problems);
    String url = reader.text("url");
    String database = reader.text("database");
    Connection connection =
        new Connection(
            address(url, database, reader),
            reader.text("credential"),
            reader.text("language", "en"),
            reader.textMap("context"));
    reader.finish();
    return connection;
  }

  private static URI address(String url, String database, ConfigReader reader) {
    if (!database.isEmpty() && !DATABASE.matcher(database).matches()) {
      reader
          .problems()
          .add(reader.at("database"), "`" + database + "` cannot be the name of a database");
    }
    try {
      URI base = URI.create(url.endsWith("/") ? url : url + "/");
      if (url.isEmpty() || (base.getHost() != null && isHttp(base))) {
        return base.resolve(database + "/");
      }
    } catch (IllegalArgumentException e) {
      // reported below, together with an address of another scheme
    }
    reader
        .problems()
        .add(
            reader.at("url"),
            "`" + url + "` is no address of a server",
            "write one such as https://erp.example.com");
    return URI.create("/");
  }

  private static boolean isHttp(URI address) {
    return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
  }
}
