package org.millrace.journal;

import java.sql.SQLException;
import java.util.Set;

/**
 * The journal cannot take it: at present, and the caller may come again; or never, because of what
 * is in it.
 */
public final class JournalUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Classes of SQLSTATE: data exception, integrity violation, a limit of the database. */
  private static final Set<String> OF_CONTENT = Set.of("22", "23", "54");

  public JournalUnavailableException(String message) {
    super(message);
  }

  public JournalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether it is the content that the database does not take, so that coming again is in vain. Of
   * several rows that failed together, one is to blame.
   */
  public boolean isOfContent() {
    return getCause() instanceof SQLException failure
        && failure.getSQLState() != null
        && OF_CONTENT.stream().anyMatch(failure.getSQLState()::startsWith);
  }
}
