package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "erp",
        "localhost",
        "erp.plant.example",
        "ERP-1.plant.example",
        "erp.plant.example:8443",
        "localhost:8090",
        "10.1.2.3",
        "10.1.2.3:1",
        "10.1.2.3:65535",
        "fd12::1",
        "::1",
        "[fd12::1]:8443",
        "10.1.0.0/16",
        "0.0.0.0/0",
        "fd12::/16",
        "::1/128"
      })
  void hosts_addresses_and_networks_are_proper(String text) {
    assertThat(DestinationName.isProper(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a host",
        "https://erp.plant.example",
        "erp.plant.example/path",
        "erp..example",
        "-erp",
        "erp.plant.example:",
        "erp.plant.example:0",
        "erp.plant.example:65536",
        "erp.plant.example:443:443",
        "erp.plant.example:https",
        ":443",
        "10.1.2.256",
        "10.1.2",
        "10.1.2.3.4:443",
        "2130706433",
        "2130706433:443",
        "1:2:3:4:5:6:7:8:9",
        ":::",
        "[fd12::1]",
        "[fd12::1]:0",
        "[10.1.2.3]:443",
        "fe80::1%eth0",
        "10.1.0.0/33",
        "10.1.0.0/",
        "10.1.0.0/16:443",
        "fd12::/129",
        "erp.plant.example/16"
      })
  void all_else_is_not(String text) {
    assertThat(DestinationName.isProper(text)).isFalse();
  }
}
