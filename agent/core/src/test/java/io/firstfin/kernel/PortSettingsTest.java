package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'8080', 0",
    "'32768', 1",
    "'60999', 1",
    "'61000', 0",
    "'8080,9148-9150', 0",
    "'8080,40000-40009,50000', 11",
    "'32000-32769', 2",
    "'60998-65535', 2",
    "'1-65535', 28232",
    "'40000-40005,40003-40010', 11",
    "'50-40', -1",
    "'x', -1",
    "'70000', -1",
  })
  void reservedPortsAreCountedWithinTheRange(String list, int count) {
    assertEquals(count, PortSettings.reserved(list, 32768, 60999));
  }

  @Test
  void readsTheKernelsFiles() throws Exception {
    Files.writeString(folder.resolve("ip_local_port_range"), "32768\t60999\n");
    Files.writeString(folder.resolve("ip_local_reserved_ports"), "\n");
    Files.writeString(folder.resolve("tcp_tw_reuse"), "2\n");
    Files.writeString(folder.resolve("tcp_tw_reuse_delay"), "1000\n");
    Files.writeString(folder.resolve("tcp_timestamps"), "1\n");
    Files.writeString(folder.resolve("tcp_max_tw_buckets"), "131072\n");
    PortSettings settings = PortSettings.read(folder.toString());
    assertEquals(32768, settings.low);
    assertEquals(60999, settings.high);
    assertEquals(0, settings.reservedPorts);
    assertEquals(2, settings.timeWaitReuse);
    assertEquals(1000, settings.timeWaitReuseDelayMillis);
    assertEquals(1, settings.timestamps);
    assertEquals(131072, settings.maxTimeWaitBuckets);
  }

  @Test
  void whatCannotBeReadIsUnknown() {
    PortSettings settings = PortSettings.read(folder.resolve("absent").toString());
    assertEquals(-1, settings.low);
    assertEquals(-1, settings.high);
    assertEquals(-1, settings.reservedPorts);
    assertEquals(-1, settings.timeWaitReuse);
    assertEquals(-1, settings.timeWaitReuseDelayMillis);
    assertEquals(-1, settings.timestamps);
    assertEquals(-1, settings.maxTimeWaitBuckets);
  }

  @Test
  void rangeThatMakesNoSenseIsUnknown() throws Exception {
    Files.writeString(folder.resolve("ip_local_port_range"), "60999\t32768\n");
    assertEquals(-1, PortSettings.read(folder.toString()).low);
  }
}
