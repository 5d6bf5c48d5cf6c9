package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * The embedded PostgreSQL cannot be had, or does not do as told. The message is one sentence for
 * the operator: what is wrong, where, and what to do.
 */
public final class PostgresFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What went wrong, as a stable code. */
  public enum Kind {
    UNSUPPORTED_PLATFORM,
    /** Another living node owns the data folder. */
    FOLDER_IN_USE,
    WRONG_OWNER,
    /** The account that the server runs under cannot reach its files. */
    UNREACHABLE_FOLDER,
    /** There is no account that the server could run under. */
    NO_ACCOUNT,
    /** The data folder holds something else, or lost a part. */
    BROKEN_FOLDER,
    OTHER_MAJOR_VERSION,
    BAD_SETTING,
    PORT_TAKEN,
    DISK_FULL,
    OUT_OF_MEMORY,
    START_FAILED,
    START_TIMED_OUT,
    STILL_RUNNING,
    INTERRUPTED
  }

  private final Kind kind;

  PostgresFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  PostgresFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static PostgresFailure of(IOException e, Path folder) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("No space left on device")) {
      return new PostgresFailure(Kind.DISK_FULL, diskFull(folder), e);
    }
    boolean denied = e instanceof AccessDeniedException;
    if (denied || said.contains("Permission denied") || said.contains("Operation not permitted")) {
      return new PostgresFailure(
          Kind.WRONG_OWNER,
          "The user %s may not use %s: give it that file or folder, or start as its owner."
              .formatted(Account.current().name(), said),
          e);
    }
    return new PostgresFailure(
        Kind.START_FAILED, "PostgreSQL cannot use the folder %s: %s.".formatted(folder, e), e);
  }

  static String diskFull(Path folder) {
    return "The disk that holds %s is full: free some space, then start again.".formatted(folder);
  }
}
