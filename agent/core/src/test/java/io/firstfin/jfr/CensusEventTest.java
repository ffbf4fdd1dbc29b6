package io.firstfin.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.meters.ReportBuilder;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Recorder;
import io.firstfin.vocabulary.Role;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CensusEventTest {
  private final CallSites sites = new CallSites(new FrameKinds(List.of()));

  @Test
  void portsUsedAreThoseOfTheMeter(@TempDir Path folder) throws Exception {
    ReportBuilder report =
        new ReportBuilder().ports(24_299).destination(Role.CLIENT, "10.0.0.5:6379", 90);

    Path file = folder.resolve("census.jfr");
    FlightRecorderOutput output =
        new FlightRecorderOutput(new Recorder(new RecordRing(16), () -> 0), sites, () -> {});
    try (Recording recording = new Recording()) {
      recording.start();
      output.update(report.build());
      recording.stop();
      recording.dump(file);
    } finally {
      output.close();
    }
    List<RecordedEvent> censuses =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("firstfin.Census"))
            .toList();
    assertEquals(24_299, censuses.get(0).getInt("portsUsed"));
  }
}
