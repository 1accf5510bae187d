package dev.countersign.simulation;

/** Values as the journal shows them. */
final class Text {
  private static final int LONGEST = 120;

  private Text() {}

  static String brief(Object value) {
    String text = value.toString();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + '…' : text;
  }
}
