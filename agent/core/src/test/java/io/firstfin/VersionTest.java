package io.firstfin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void theBuildWritesTheVersionDown() {
    assertTrue(Version.text().matches("\\d+\\.\\d+\\.\\d+.*"), Version.text());
  }
}
