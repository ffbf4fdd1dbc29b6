package io.firstfin.report;

/** JSON that is written already, for a place among the values of {@link JsonWriter}. Immutable. */
final class JsonText {
  private final String json;

  JsonText(String json) {
    this.json = json;
  }

  @Override
  public String toString() {
    return json;
  }
}
