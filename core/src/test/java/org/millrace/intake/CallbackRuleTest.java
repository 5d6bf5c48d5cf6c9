package org.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.millrace.intake.Drafting.Result;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.journal.Draft;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.millrace.message.StrictJson;

class CallbackRuleTest {

  private static final LandscapeSource SOURCE =
      LandscapeSource.ofTexts(
          Map.of(
              "landscape.yaml",
              "landscape: callbacks",
              "environments/dev.yaml",
              "credentials: {mes-webhooks: {secret: {file: mes-webhooks}}}",
              "systems/mes.yaml",
              """
              system: mes
              kind: MES
              adapter: none
              callbacks:
                credential: mes-webhooks
                destinations: ["https://mes.example:8443/hooks"]
              """,
              "systems/wms.yaml",
              "{system: wms, kind: WMS, adapter: none}",
              "systems/erp.yaml",
              "{system: erp, kind: ERP, adapter: test, operations: {post: {}}}",
              "contracts/order/contract.yaml",
              "contract: order",
              "contracts/order/1.0.0.schema.json",
              "{}",
              "flows/order.yaml",
              """
              flow: order
              accepts: order@1
              key: number
              order: none
              deliver: [{to: erp, operation: post}]
              """));

  private static Result draft(String sender, Optional<String> callback) {
    LandscapeLoader loader =
        new LandscapeLoader(
            new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH),
            Map.of("test", (system, problems) -> {}));
    return switch (loader.load(SOURCE, "dev")) {
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems().toString());
      case LoadResult.Loaded loaded ->
          new Drafting(StrictJson.mapper(), new Random(1))
              .draft(
                  new IntakeRequest(
                      "order",
                      sender,
                      new IntakeRequest.Body("{\"number\":\"7\"}".getBytes(StandardCharsets.UTF_8)),
                      new IntakeRequest.Headers(
                          Optional.empty(), Optional.empty(), Optional.empty(), callback)),
                  new AppliedLandscape(1, loaded.landscape()),
                  "c-1");
    };
  }

  private static Refused refused(String sender, String url) {
    Result result = draft(sender, Optional.of(url));
    assertThat(result).isInstanceOf(Result.Unfit.class);
    return ((Result.Unfit) result).refused();
  }

  @Test
  void a_declared_destination_is_taken_with_its_endpoint() {
    String url = "https://mes.example:8443/hooks/done?id=7";
    Result result = draft("mes", Optional.of(url));
    assertThat(result).isInstanceOf(Result.Drafted.class);
    assertThat(((Result.Drafted) result).draft().callback())
        .contains(new Draft.Callback("https://mes.example:8443/hooks", url));
  }

  @Test
  void a_message_without_callback_needs_no_declaration() {
    Result result = draft("wms", Optional.empty());
    assertThat(((Result.Drafted) result).draft().callback()).isEmpty();
  }

  @Test
  void another_destination_is_refused_with_what_to_declare_and_where() {
    for (String url :
        new String[] {
          "https://mes.example/hooks", "https://mes.example:8443/", "https://169.254.169.254/"
        }) {
      Refused refused = refused("mes", url);
      assertThat(refused.refusal()).isEqualTo(Refusal.CALLBACK_REFUSED);
      assertThat(refused.detail())
          .contains("`callbacks.destinations`")
          .contains("systems/mes.yaml")
          .doesNotContain(url);
    }
  }

  @Test
  void a_system_without_callbacks_and_an_unknown_one_are_refused() {
    for (String sender : new String[] {"wms", "stranger"}) {
      Refused refused = refused(sender, "https://mes.example:8443/hooks");
      assertThat(refused.refusal()).isEqualTo(Refusal.CALLBACK_REFUSED);
      assertThat(refused.detail())
          .contains("declare `callbacks`")
          .contains("`credential` that signs")
          .contains("systems/" + sender + ".yaml");
    }
  }
}
