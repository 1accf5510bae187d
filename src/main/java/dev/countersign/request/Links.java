package dev.countersign.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What any user interface needs to show a payload; every link may be missing (PROTOCOL §4.2). */
public record Links(
    @Nullable String always,
    @Nullable String noPushMsgReceived,
    @Nullable String qrPng,
    @Nullable String qrMatrix,
    List<String> qrUriQualityOpts,
    @Nullable String websocketStatus) {
  static final Links NONE = new Links(null, null, null, null, List.of(), null);

  public Links {
    qrUriQualityOpts = List.copyOf(qrUriQualityOpts);
  }
}
