package org.millrace.adapter.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.millrace.adapter.http.HttpResult.NoAnswer;
import org.millrace.adapter.http.HttpResult.NotSent;

/** What a call that ended without an answer amounts to. */
final class Silence {

  private Silence() {}

  /** Nothing was written: the kind only tells whether others would fare the same. */
  static NotSent beforeWriting(
      Exception failure, boolean cutOff, Redaction redaction, HttpRecord record) {
    String detail = redaction.clean(detail(failure));
    if (failure instanceof CheckedResolver.AddressRefusedException) {
      return new NotSent("address-refused", detail, true, record);
    }
    if (failure instanceof UnknownHostException) {
      return new NotSent("name-not-found", detail, true, record);
    }
    if (failure instanceof Flight.TooLateException || cutOff) {
      return new NotSent(
          "send-deadline", "The time to send was over before a byte was written", false, record);
    }
    if (failure instanceof ConnectionRequestTimeoutException) {
      return new NotSent("no-free-connection", "All connections were in use", false, record);
    }
    if (failure instanceof SSLException) {
      return new NotSent("tls-failed", detail, isDistrust(failure), record);
    }
    if (failure instanceof NoRouteToHostException) {
      return new NotSent("unreachable", detail, true, record);
    }
    if (failure instanceof ConnectTimeoutException || failure instanceof SocketTimeoutException) {
      return new NotSent("connect-timeout", detail, false, record);
    }
    if (failure instanceof ConnectException) {
      return new NotSent("connection-refused", detail, true, record);
    }
    return new NotSent("connection-failed", detail, false, record);
  }

  /** Something may have been written: nothing is proven, whatever the exception says. */
  static NoAnswer afterWriting(
      Exception failure,
      boolean cutOff,
      boolean answering,
      Redaction redaction,
      HttpRecord record) {
    String detail = redaction.clean(detail(failure));
    if (cutOff) {
      return new NoAnswer("answer-timeout", "No complete answer before the deadline", record);
    }
    if (answering || failure instanceof WholeHeadParser.HeadBrokenOffException) {
      return new NoAnswer("answer-broken-off", "The answer ended in its middle: " + detail, record);
    }
    if (failure instanceof NoHttpResponseException
        || failure instanceof ConnectionClosedException) {
      return new NoAnswer(
          "connection-closed", "The connection was closed without an answer", record);
    }
    if (failure instanceof SocketException) {
      return new NoAnswer(
          "connection-reset", "The connection broke before an answer: " + detail, record);
    }
    return new NoAnswer("answer-unreadable", detail, record);
  }

  /** Only a person can mend a certificate; a broken handshake may pass. */
  private static boolean isDistrust(Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SSLPeerUnverifiedException || at instanceof GeneralSecurityException) {
        return true;
      }
    }
    return false;
  }

  private static String detail(Exception failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : WireText.printable(message.length() > 500 ? message.substring(0, 500) : message);
  }
}
