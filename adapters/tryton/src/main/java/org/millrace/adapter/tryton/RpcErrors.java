package org.millrace.adapter.tryton;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.millrace.adapter.Evidence;
import org.millrace.failure.FailureClass;

/**
 * What an error that Tryton answered proves. Each call is one transaction of Tryton's database: an
 * error means that it was rolled back, so it is proof that this call had no effect. The exception
 * is a database connection that broke, perhaps while committing.
 */
final class RpcErrors {

  private record Shape(Pattern message, String code, FailureClass kind) {}

  /** The shapes of user errors that speak of values; all others are business rules. */
  private static final List<Shape> USER_ERRORS =
      List.of(
          shape("must reopen period|create a period for the date", "closed-period", true),
          shape("field \"Uom\" in .* not valid according to its domain", "unit-mismatch", false),
          shape("you must provide a stock lot", "missing-lot", false),
          shape("not valid according to its domain", "invalid-value", false),
          shape("is not in the selection|is not in the list", "invalid-value", false),
          shape("number of digits in the value", "too-many-digits", false),
          shape("is too long|exceeds .*(size|length)", "too-long", false),
          shape("(field|value).* is required", "missing-value", false),
          shape("does not exist|no longer exist", "missing-record", false),
          shape("must be unique|already exists", "not-unique", false),
          shape("not allowed to (access|read|write|create|delete|modify)", "not-allowed", true));

  /** The shapes of other exceptions of the server that are no fault of the server. */
  private static final List<Shape> SERVER_ERRORS =
      List.of(
          shape("^cannot convert between ", "unit-mismatch", false),
          shape("^'[^']*'$", "missing-value", false),
          shape(
              "unknown field|has no (field|attribute)|Unexpected keyword", "unknown-field", false),
          shape(
              "(FOREIGN KEY|foreign key|NOT NULL|not-null|CHECK) constraint",
              "broken-constraint",
              false),
          shape("could not convert|invalid literal|must be .*, not ", "invalid-value", false));

  private static final Pattern CONFLICT =
      Pattern.compile(
          "could not serialize|could not obtain lock|deadlock detected|database is locked");

  private static final Pattern NO_DATABASE =
      Pattern.compile(
          "connection to server at|could not connect to server|the database system is"
              + "|too many clients|remaining connection slots");

  /** The connection broke later, perhaps while committing: then nobody can tell. */
  private static final Pattern DATABASE_LOST =
      Pattern.compile(
          "server closed the connection|terminating connection|connection already closed"
              + "|SSL connection has been closed|disk I/O error");

  private RpcErrors() {}

  /** What the error proves about the one call that it answers. */
  static Evidence evidence(RpcError error) {
    return switch (error.code()) {
      case "UserError" -> rejected(USER_ERRORS, error, "user-error", FailureClass.BUSINESS_RULE);
      case "UserWarning" ->
          new Evidence.Rejected("needs-confirmation", error.message(), FailureClass.BUSINESS_RULE);
      case "ConcurrencyException" -> conflict(error);
      case "LoginException" ->
          new Evidence.NotSent("session-refused", "Tryton asks for another proof of login", true);
      default -> serverError(error);
    };
  }

  private static Evidence serverError(RpcError error) {
    if (CONFLICT.matcher(error.message()).find()) {
      return conflict(error);
    }
    if (NO_DATABASE.matcher(error.message()).find()) {
      return new Evidence.NotSent("database-down", "Tryton: " + error.message(), true);
    }
    if (DATABASE_LOST.matcher(error.message()).find()) {
      return new Evidence.Unknown("database-lost", "Tryton: " + error.message());
    }
    return rejected(SERVER_ERRORS, error, "server-error", FailureClass.DATA_QUALITY);
  }

  private static Evidence conflict(RpcError error) {
    return new Evidence.NotProcessed("conflict", error.message(), Optional.empty());
  }

  private static Evidence rejected(
      List<Shape> shapes, RpcError error, String otherwise, FailureClass kindOtherwise) {
    for (Shape shape : shapes) {
      if (shape.message().matcher(error.message()).find()) {
        return new Evidence.Rejected(shape.code(), error.message(), shape.kind());
      }
    }
    return new Evidence.Rejected(otherwise, error.message(), kindOtherwise);
  }

  private static Shape shape(String message, String code, boolean rule) {
    return new Shape(
        Pattern.compile(message),
        code,
        rule ? FailureClass.BUSINESS_RULE : FailureClass.DATA_QUALITY);
  }
}
