package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketAddressesTest {
  /** The right side is RFC 5952's form: sections 4.1, 4.2.1, 4.2.2, 4.2.3, 4.3. */
  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.5:6379",
    "255.255.255.255, 255.255.255.255:6379",
    "0.0.0.0, 0.0.0.0:6379",
    "::1, [::1]:6379",
    "::, [::]:6379",
    "2001:0db8::0001, [2001:db8::1]:6379",
    "2001:db8:0:0:0:0:2:1, [2001:db8::2:1]:6379",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:6379",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:6379",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:6379",
    "2001:DB8::AAAA, [2001:db8::aaaa]:6379",
    "fe80::, [fe80::]:6379",
    "1:0:0:0:0:0:0:0, [1::]:6379",
    "0:0:1:0:0:0:0:0, [0:0:1::]:6379",
  })
  void addressesAreWrittenAsRfc5952Says(String address, String expected) throws Exception {
    InetAddress parsed = InetAddress.getByName(address);
    assertEquals(
        expected,
        SocketAddresses.format(SocketAddresses.high(parsed), SocketAddresses.low(parsed), 6379));
  }

  @Test
  void ipv4AndMappedAreTheSame() {
    byte[] ipv4 = {10, 0, 0, (byte) 200};
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, (byte) 200};
    assertEquals(SocketAddresses.high(ipv4), SocketAddresses.high(mapped));
    assertEquals(SocketAddresses.low(ipv4), SocketAddresses.low(mapped));
  }

  @Test
  void ipv6IsNotTakenForIpv4() {
    assertTrue(SocketAddresses.isIpv4(0, 0xffff_7f000001L));
    assertFalse(SocketAddresses.isIpv4(0, 1));
    assertFalse(SocketAddresses.isIpv4(1, 0xffff_7f000001L));
  }

  @Test
  void addressOfAnotherLengthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SocketAddresses.low(new byte[5]));
  }
}
