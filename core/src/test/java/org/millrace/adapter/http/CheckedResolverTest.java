package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.adapter.AllowList;

class CheckedResolverTest {

  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final String ERP = "erp.plant.example";

  /** Answers each question with the next of its answers, and then goes on with the last one. */
  private static final class Names implements CheckedResolver.Lookup {

    private final Deque<String> answers;

    /**
     * @param answers addresses, separated by spaces; an empty answer does not know the name
     */
    Names(String... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public synchronized InetAddress[] addresses(String host) throws UnknownHostException {
      String answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
      if (answer.isEmpty()) {
        throw new UnknownHostException(host);
      }
      return Arrays.stream(answer.split(" ", -1))
          .map(InetAddress::ofLiteral)
          .toArray(InetAddress[]::new);
    }
  }

  @Test
  void a_listed_name_is_found_in_the_plant() throws UnknownHostException {
    assertThat(resolver(new Names("10.1.2.3")).resolve(ERP, 443))
        .containsExactly(new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 443));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "169.254.169.254", "0.0.0.0", "224.0.0.1"})
  void a_name_that_changes_its_meaning_is_not_followed(String where) throws UnknownHostException {
    CheckedResolver resolver = resolver(new Names("10.1.2.3", where));
    assertThat(resolver.resolve(ERP, 443)).hasSize(1);
    assertThatThrownBy(() -> resolver.resolve(ERP, 443))
        .isInstanceOf(CheckedResolver.AddressRefusedException.class)
        .hasMessageContaining(InetAddress.ofLiteral(where).getHostAddress())
        .hasMessageContaining("destinations");
  }

  @Test
  void of_several_addresses_only_the_allowed_ones_are_left() throws UnknownHostException {
    Names names = new Names("127.0.0.1 10.1.2.3 169.254.169.254");
    assertThat(resolver(names).resolve(ERP, 443))
        .extracting(InetSocketAddress::getHostString)
        .containsExactly("10.1.2.3");
  }

  @Test
  void a_name_listed_with_a_port_is_followed_to_that_port_only() throws UnknownHostException {
    Names names = new Names("10.1.2.3");
    CheckedResolver resolver =
        new CheckedResolver(AllowList.of(List.of(ERP + ":8443")), AMPLE, names);
    assertThat(resolver.resolve(ERP, 8443)).hasSize(1);
    assertThatThrownBy(() -> resolver.resolve(ERP, 443))
        .isInstanceOf(CheckedResolver.AddressRefusedException.class);
  }

  @Test
  void an_unknown_name_is_told_as_such() {
    assertThatThrownBy(() -> resolver(new Names("")).resolve(ERP, 443))
        .isInstanceOf(UnknownHostException.class)
        .isNotInstanceOf(CheckedResolver.AddressRefusedException.class)
        .hasMessageContaining(ERP);
  }

  @Test
  void a_lookup_that_takes_too_long_is_given_up() {
    CountDownLatch end = new CountDownLatch(1);
    CheckedResolver resolver =
        new CheckedResolver(
            AllowList.of(List.of(ERP)),
            Duration.ofMillis(50),
            host -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            });
    assertThatThrownBy(() -> resolver.resolve(ERP, 443)).hasMessageContaining("no answer");
    end.countDown();
  }

  private static CheckedResolver resolver(Names names) {
    return new CheckedResolver(AllowList.of(List.of(ERP)), AMPLE, names);
  }
}
