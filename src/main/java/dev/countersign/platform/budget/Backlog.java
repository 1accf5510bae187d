package dev.countersign.platform.budget;

/** How many creates wait, by priority. */
public record Backlog(int high, int normal, int low) {
  public static final Backlog NONE = new Backlog(0, 0, 0);

  public int all() {
    return high + normal + low;
  }

  public Backlog plus(Backlog more) {
    return new Backlog(high + more.high, normal + more.normal, low + more.low);
  }
}
