package org.millrace.postgres;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.millrace.postgres.PostgresFailure.Kind;

/** PostgreSQL's configuration: what is fixed, what is a default, and its file form. */
final class ServerSettings {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_.]*");
  private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n\\x00]");

  /**
   * Slow hashing guards passwords that can be guessed; ours has 192 random bits, and every new
   * connection of a cold node would pay for it.
   */
  static final String SCRAM_ITERATIONS = "1";

  /** Durable, private, logged to bounded files: nobody may change these by accident. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("scram_iterations", SCRAM_ITERATIONS),
          // The binaries carry an old OpenSSL; loopback needs none.
          Map.entry("ssl", "off"),
          // Settings live in one place; ALTER SYSTEM would override the file unseen.
          Map.entry("allow_alter_system", "off"),
          Map.entry("logging_collector", "on"),
          Map.entry("log_destination", "stderr"),
          Map.entry("log_directory", "log"),
          Map.entry("log_filename", "postgres-%Y%m%d-%H%M%S.log"),
          Map.entry("log_rotation_age", "1d"),
          Map.entry("log_rotation_size", "10MB"),
          Map.entry("log_timezone", "UTC"),
          // The launcher reads the server's messages.
          Map.entry("lc_messages", "C"));

  private static final Set<String> FORBIDDEN =
      Set.of(
          "port",
          "data_directory",
          "config_file",
          "hba_file",
          "ident_file",
          "external_pid_file",
          "zero_damaged_pages",
          "ignore_checksum_failure",
          "ignore_invalid_pages",
          "data_sync_retry");

  private ServerSettings() {}

  /** For a laptop; each may be overridden. */
  static Map<String, String> defaults() {
    return Map.ofEntries(
        Map.entry("max_connections", "100"),
        Map.entry("shared_buffers", "256MB"),
        Map.entry("effective_cache_size", "1GB"),
        Map.entry("work_mem", "8MB"),
        Map.entry("maintenance_work_mem", "128MB"),
        Map.entry("max_wal_size", "4GB"),
        Map.entry("min_wal_size", "256MB"),
        Map.entry("checkpoint_timeout", "15min"),
        Map.entry("wal_compression", "pglz"),
        Map.entry("random_page_cost", "1.1"),
        Map.entry("jit", "off"),
        // Parallel queries need /dev/shm, which containers keep at 64 MB and logind may sweep.
        Map.entry("max_parallel_workers_per_gather", "0"),
        Map.entry("max_parallel_maintenance_workers", "0"),
        // The sessions of a node that was killed must let go of their locks soon.
        Map.entry("client_connection_check_interval", "1s"),
        Map.entry("log_min_messages", "warning"),
        // Statements may carry business data; their errors reach the node anyway.
        Map.entry("log_min_error_statement", "panic"),
        Map.entry("log_line_prefix", "%m [%p] %q%u@%d "),
        Map.entry("timezone", "UTC"));
  }

  static void check(Map<String, String> overrides) {
    overrides.forEach(
        (name, value) -> {
          if (!NAME.matcher(name).matches() || LINE_BREAK.matcher(value).find()) {
            throw bad(name, "is not a name and value that PostgreSQL could have");
          }
          if (FIXED.containsKey(name) || FORBIDDEN.contains(name)) {
            throw bad(name, "is set by Millrace and cannot be changed");
          }
        });
  }

  private static PostgresFailure bad(String name, String why) {
    return new PostgresFailure(
        Kind.BAD_SETTING, "The PostgreSQL setting \"%s\" %s: remove it.".formatted(name, why));
  }

  /** The text of {@code postgresql.conf}; equal for equal settings. */
  static String render(Map<String, String> overrides, int port, String hbaFile) {
    Map<String, String> all = new TreeMap<>(defaults());
    all.putAll(overrides);
    all.putAll(FIXED);
    all.put("port", Integer.toString(port));
    all.put("hba_file", hbaFile);
    StringBuilder text =
        new StringBuilder("# Written by Millrace before each start; changes made here are lost.\n");
    all.forEach((name, value) -> text.append(name).append(" = ").append(quote(value)).append('\n'));
    return text.toString();
  }

  private static String quote(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
