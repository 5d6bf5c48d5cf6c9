package org.millrace.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineEncoderTest {

  private static final Instant NOW = Instant.parse("2026-01-05T06:07:08.009900Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LineEncoder encoder = new LineEncoder();

  /** Has a secret that its text form masks. */
  private record Login(String user, String phrase) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  private static ILoggingEvent event(
      String message, Map<String, String> context, @Nullable Throwable thrown, Object... pairs) {
    LoggerContext logback = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            "x", logback.getLogger("org.millrace.app.Node"), Level.INFO, message, thrown, null);
    event.setInstant(NOW);
    event.setThreadName("main");
    event.setMDCPropertyMap(context);
    for (int i = 0; i < pairs.length; i += 2) {
      event.addKeyValuePair(new KeyValuePair(pairs[i].toString(), pairs[i + 1]));
    }
    return event;
  }

  private String line(ILoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void a_line_is_one_flat_object_with_the_names_that_log_tools_know() {
    String line =
        line(event("ready", Map.of(), null, "address", "http://127.0.0.1:25590", "version", 3));

    assertThat(line)
        .isEqualTo(
            """
            {"time":"2026-01-05T06:07:08.009Z","level":"INFO","logger":"org.millrace.app.Node",\
            "thread":"main","message":"ready","address":"http://127.0.0.1:25590","version":3}
            """);
  }

  @Test
  void what_the_thread_is_about_is_in_the_line_and_the_line_itself_wins() {
    JsonNode json =
        JSON.readTree(
            line(
                event(
                    "x",
                    Map.of("correlationId", "c-1", "delivery", "of the thread"),
                    null,
                    "delivery",
                    "of the line")));
    assertThat(json.path("correlationId").stringValue()).isEqualTo("c-1");
    assertThat(json.path("delivery").stringValue()).isEqualTo("of the line");
  }

  @Test
  void an_object_is_written_by_its_own_text_form_and_never_taken_apart() {
    String line = line(event("x", Map.of(), null, "login", new Login("mes", "hunter2")));
    assertThat(line).contains("\"login\":\"Login[mes]\"").doesNotContain("hunter2");
    assertThat(line(event("x", Map.of(), null, "on", true, "none", Optional.empty())))
        .contains("\"on\":true")
        .contains("\"none\":\"Optional.empty\"");
  }

  @Test
  void a_field_cannot_take_the_place_of_the_lines_own() {
    JsonNode json = JSON.readTree(line(event("said", Map.of("level", "x"), null, "message", "y")));
    assertThat(json.path("message").stringValue()).isEqualTo("said");
    assertThat(json.path("message_").stringValue()).isEqualTo("y");
    assertThat(json.path("level").stringValue()).isEqualTo("INFO");
  }

  @Test
  void secrets_are_struck_out_of_message_fields_context_and_stack_in_both_forms() {
    ILoggingEvent event =
        event(
            "sent Authorization: Bearer S3cr3tS3cr3t",
            Map.of("cookie", "S3cr3tS3cr3t"),
            new IllegalStateException(
                "at https://mes:S3cr3tS3cr3t@erp/",
                new IllegalArgumentException("password=S3cr3tS3cr3t")),
            "authorization",
            "S3cr3tS3cr3t",
            "headers",
            List.of("X-Api-Key: S3cr3tS3cr3t"));
    assertThat(line(event)).contains("[redacted]").doesNotContain("S3cr3t");
    encoder.setFormat("text");
    assertThat(line(event)).contains("[redacted]").doesNotContain("S3cr3t");
  }

  @Test
  void an_exception_is_in_the_line_with_its_stack() {
    String line = line(event("failed", Map.of(), new IllegalStateException("why")));
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    assertThat(JSON.readTree(line).path("stack").stringValue())
        .startsWith("java.lang.IllegalStateException: why")
        .contains("LineEncoderTest");
  }

  @Test
  void a_long_text_is_cut_and_says_so() {
    String line = line(event("x".repeat(100_000), Map.of(), null));
    assertThat(line).hasSizeLessThan(10_000).contains("cut, 100000 characters in all");
  }

  @Test
  void a_person_gets_plain_lines_that_nothing_from_outside_can_break() {
    encoder.setFormat("text");
    String line = line(event("no\nnew \u001b[2J line", Map.of(), null, "n", 3));
    assertThat(line)
        .endsWith("  INFO   no\\u000anew \\u001b[2J line  n=3  (Node)\n")
        .matches("\\d\\d:\\d\\d:08\\.009 [\\s\\S]*");
  }
}
