package org.millrace.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

  private static final AllowList NOTHING_LISTED = AllowList.of(List.of());

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void public_addresses_are_allowed(String address) {
    assertThat(allows(NOTHING_LISTED, address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "2130706433",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::",
        "fe80::1",
        "fd00::1",
        "fc00::1",
        "fec0::1",
        "224.0.0.1",
        "255.255.255.255",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1"
      })
  void all_others_are_refused_unless_listed(String address) {
    assertThat(allows(NOTHING_LISTED, address)).isFalse();
  }

  @Test
  void a_listed_network_allows_its_addresses_only() {
    AllowList list = AllowList.of(List.of("10.1.16.0/20", "fd12::/16"));
    assertThat(allows(list, "10.1.16.1")).isTrue();
    assertThat(allows(list, "10.1.31.255")).isTrue();
    assertThat(allows(list, "10.1.32.0")).isFalse();
    assertThat(allows(list, "10.1.15.255")).isFalse();
    assertThat(allows(list, "fd12:1::1")).isTrue();
    assertThat(allows(list, "fd13::1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "fd00::1"})
  void a_listed_host_may_be_in_the_plants_networks(String address) {
    AllowList list = AllowList.of(List.of("ERP.plant.example"));
    assertThat(list.allow("erp.plant.example", address(address))).isTrue();
    assertThat(list.allow("Erp.Plant.Example", 443, address(address))).isTrue();
    assertThat(list.allow("mes.plant.example", address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "169.254.169.254",
        "fe80::1",
        "fec0::1",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "198.18.0.1"
      })
  void a_listed_host_may_not_lead_anywhere_else(String address) {
    AllowList list = AllowList.of(List.of("erp.plant.example", "erp.plant.example:443"));
    assertThat(list.allow("erp.plant.example", address(address))).isFalse();
    assertThat(list.allow("erp.plant.example", 443, address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "127.0.0.1:443"})
  void what_is_listed_as_an_address_is_allowed_whatever_name_led_there(String listed) {
    AllowList list = AllowList.of(List.of(listed));
    assertThat(list.allow("erp.plant.example", 443, address("127.0.0.1"))).isTrue();
    assertThat(list.allow("erp.plant.example", 443, address("169.254.169.254"))).isFalse();
  }

  @Test
  void localhost_means_loopback_and_nothing_else() {
    AllowList list = AllowList.of(List.of("localhost", "metrics.localhost"));
    assertThat(list.allow("localhost", 8080, address("127.0.0.1"))).isTrue();
    assertThat(list.allow("LOCALHOST", 8080, address("::1"))).isTrue();
    assertThat(list.allow("localhost", 8080, address("169.254.169.254"))).isFalse();
    assertThat(list.allow("metrics.localhost", 8080, address("127.0.0.1"))).isFalse();
    assertThat(list.allow("erp.plant.example", 8080, address("127.0.0.1"))).isFalse();
  }

  @Test
  void an_address_listed_with_a_port_is_allowed_at_that_port_only() {
    AllowList list = AllowList.of(List.of("10.1.2.3:8443", "[fd12::1]:8443", "127.0.0.1:8090"));
    assertThat(list.allow("10.1.2.3", 8443, address("10.1.2.3"))).isTrue();
    assertThat(list.allow("10.1.2.3", 443, address("10.1.2.3"))).isFalse();
    assertThat(list.allow("10.1.2.3", address("10.1.2.3"))).isFalse();
    assertThat(list.allow("fd12::1", 8443, address("fd12::1"))).isTrue();
    assertThat(list.allow("fd12::1", 22, address("fd12::1"))).isFalse();
    assertThat(list.allow("127.0.0.1", 8090, address("127.0.0.1"))).isTrue();
    assertThat(list.allow("127.0.0.1", 5432, address("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8:443", "10.1.2.3:", "10.1.2.3:99999999999", ":443", ""})
  void what_is_none_of_these_allows_nothing(String nonsense) {
    AllowList list = AllowList.of(List.of(nonsense));
    assertThat(list.allow("10.1.2.3", 443, address("10.1.2.3"))).isFalse();
    assertThat(list.allow("", 443, address("10.1.2.3"))).isFalse();
  }

  @Test
  void a_host_listed_with_a_port_is_allowed_at_that_port_only() {
    AllowList list = AllowList.of(List.of("erp.plant.example:8443"));
    assertThat(list.allow("erp.plant.example", 8443, address("10.1.2.3"))).isTrue();
    assertThat(list.allow("erp.plant.example", 22, address("10.1.2.3"))).isFalse();
    assertThat(list.allow("erp.plant.example", address("10.1.2.3"))).isFalse();
  }

  private static boolean allows(AllowList list, String address) {
    return list.allow("some.example", address(address));
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
