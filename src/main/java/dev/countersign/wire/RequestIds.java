package dev.countersign.wire;

import java.util.regex.Pattern;

/** What a request id may look like (CONTRACT §3). */
public final class RequestIds {
  static final String RULE = "must be 1 to 40 of A-Z a-z 0-9 . _ : ~ -";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,40}");

  private RequestIds() {}

  public static boolean isValid(String id) {
    return ID.matcher(id).matches();
  }
}
