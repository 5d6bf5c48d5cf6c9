package org.millrace.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a node is started.
 *
 * @param data folder of everything the node keeps: database, secrets, its own key
 * @param landscape folder to put in force; nothing keeps what was in force last
 * @param environment which of the landscape's environments this node is
 * @param host address to listen on
 * @param port port to listen on; 0 for any
 * @param tls whether callers reach it over TLS, ended by a proxy before it
 * @param database JDBC URL of an external PostgreSQL; nothing means the embedded one
 * @param console folder of the console's files
 */
public record NodeSettings(
    Path data,
    Optional<Path> landscape,
    String environment,
    String host,
    int port,
    boolean tls,
    Optional<ExternalDatabase> database,
    Optional<Path> console) {

  /** An external PostgreSQL; the password comes from the environment, never from the command. */
  public record ExternalDatabase(String url, String user, String password) {

    @Override
    public String toString() {
      return "ExternalDatabase[url=" + url + ", user=" + user + ", password=••••]";
    }
  }

  public NodeSettings {
    data = data.toAbsolutePath().normalize();
  }

  /** Where credentials of target systems are kept, one file a field. */
  public Path secrets() {
    return data.resolve("secrets");
  }
}
