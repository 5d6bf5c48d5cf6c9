package org.millrace.journal;

/** The journal cannot take more at present; the caller may come again. */
public final class JournalUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JournalUnavailableException(String message) {
    super(message);
  }

  public JournalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
