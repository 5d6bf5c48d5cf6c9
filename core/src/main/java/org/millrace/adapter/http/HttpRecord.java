package org.millrace.adapter.http;

import java.time.Duration;

/**
 * What went over the wire, for the attempt's record: secrets redacted, cut to what is kept.
 *
 * @param request request line, headers and body
 * @param response status line, headers and body; empty if none came
 * @param took from the start of the call to its end
 */
public record HttpRecord(String request, String response, Duration took) {}
