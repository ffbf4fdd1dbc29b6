package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;

class StackWalkerReaderTest extends CallSiteReaderCases {
  @Override
  CallSiteReader reader() {
    return new StackWalkerReader(sites, 3);
  }
}
