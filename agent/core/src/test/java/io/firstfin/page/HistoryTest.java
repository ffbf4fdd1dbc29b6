package io.firstfin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HistoryTest {
  private final History history = new History();

  @Test
  void aCheckIsOneOfEach() {
    history.add(1_000, 7, 2, 40);
    history.add(11_000, 8, 3, 50);
    assertEquals(
        "{\"time\":[1000,11000],\"timeWait\":[7,8],\"closeWait\":[2,3],\"closes\":[40,50]}",
        json(11_000));
  }

  @Test
  void whatIsNotKnownIsNull() {
    history.add(1_000, -1, -1, 0);
    assertEquals(
        "{\"time\":[1000],\"timeWait\":[null],\"closeWait\":[null],\"closes\":[0]}", json(1_000));
  }

  @Test
  void checksInOneSecondAreOne() {
    for (int millis = 0; millis <= 2_500; millis += 500) {
      history.add(millis, millis, 0, 0);
    }
    assertEquals("[0,1000,2000,2500]", times(2_500));
  }

  @Test
  void whatIsOlderThanFifteenMinutesIsLeftOut() {
    history.add(0, 1, 0, 0);
    history.add(History.MILLIS, 1, 0, 0);
    assertEquals("[0,900000]", times(History.MILLIS));
    assertEquals("[900000]", times(History.MILLIS + 1));
  }

  @Test
  void aCheckEachSecondForAnHourKeepsTheLastFifteenMinutes() {
    for (int second = 0; second <= 3_600; second++) {
      history.add(second * 1_000L, 1, 0, 0);
    }
    String[] times = times(3_600_000).split(",");
    assertEquals(900, times.length);
    assertEquals("[2701000", times[0]);
    assertEquals("3600000]", times[899]);
  }

  @Test
  void aClockThatIsSetBackDoesNotStopIt() {
    history.add(90_000, 1, 0, 0);
    history.add(10_000, 1, 0, 0);
    history.add(20_000, 1, 0, 0);
    assertEquals("[90000,10000,20000]", times(90_000));
  }

  private String times(long now) {
    String json = json(now);
    return json.substring(json.indexOf('['), json.indexOf(']') + 1);
  }

  private String json(long now) {
    StringBuilder json = new StringBuilder();
    history.write(json, now);
    return json.toString();
  }
}
