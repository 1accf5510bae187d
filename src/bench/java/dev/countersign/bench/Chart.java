package dev.countersign.bench;

import java.util.Locale;

/** Pairs of bars, ours above the rival's, as SVG; each pair has a scale of its own. */
final class Chart {
  private static final int LEFT = 300;
  private static final int WIDTH = 360;
  private static final int BAR = 16;
  private static final int PAIR = 56;
  private static final String OURS = "#2f6fde";
  private static final String RIVAL = "#a0a6b0";

  private final StringBuilder bars = new StringBuilder();
  private int height = 12;

  Chart add(Comparison comparison, Figures figures) {
    double ours = comparison.ours(figures);
    double rival = comparison.rivals(figures);
    double scale = WIDTH / Math.max(ours, rival);
    text(0, height + BAR, comparison.what, "600");
    text(
        0,
        height + 2 * BAR + 2,
        comparison.wanted.moreIsBetter() ? "more is better" : "less is better",
        "400");
    bar(height, ours * scale, OURS, Comparison.number(ours) + " Countersign");
    bar(height + BAR + 2, rival * scale, RIVAL, Comparison.number(rival) + ' ' + comparison.rival);
    height += PAIR;
    return this;
  }

  private void bar(int top, double length, String colour, String label) {
    bars.append(
        String.format(
            Locale.ROOT,
            "  <rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            LEFT,
            top,
            length,
            BAR,
            colour));
    text((int) (LEFT + length + 6), top + BAR - 3, label, "400");
  }

  private void text(int x, int y, String text, String weight) {
    bars.append(
        String.format(
            Locale.ROOT,
            "  <text x=\"%d\" y=\"%d\" font-weight=\"%s\" fill=\"#6e7781\">%s</text>%n",
            x,
            y,
            weight,
            text));
  }

  String svg() {
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        %s</svg>
        """,
        LEFT + WIDTH + 190,
        height,
        bars);
  }
}
