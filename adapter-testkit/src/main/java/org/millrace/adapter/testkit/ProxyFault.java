package org.millrace.adapter.testkit;

import java.time.Duration;

/** What a {@link FaultProxy} does to one exchange: a request and the answer to it. */
public sealed interface ProxyFault {

  /** Forwards both unharmed. */
  record None() implements ProxyFault {}

  /** Closes before a byte of the request is forwarded: no effect. */
  record CutBeforeForwarding() implements ProxyFault {}

  /** Forwards only a first part of the request, then closes. */
  record CutMidRequest() implements ProxyFault {}

  /** Forwards the request and closes when the server answers: the effect is there, unheard of. */
  record CutAfterForwarding() implements ProxyFault {}

  /** Forwards a first part of the answer, then closes. */
  record CutMidAnswer() implements ProxyFault {}

  /** Forwards the request only after a wait. */
  record Delay(Duration pause) implements ProxyFault {}

  /** Resets before a byte of the request is forwarded. */
  record ResetBeforeForwarding() implements ProxyFault {}

  /** Forwards the request and resets when the server answers. */
  record ResetAfterForwarding() implements ProxyFault {}

  /** Swallows the request and leaves the connection open. */
  record BlackholeRequest() implements ProxyFault {}

  /** Forwards the request, swallows the answer and leaves the connection open. */
  record BlackholeAnswer() implements ProxyFault {}
}
