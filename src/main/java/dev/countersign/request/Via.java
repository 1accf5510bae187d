package dev.countersign.request;

/** What brought a piece of news. */
public enum Via {
  COMMAND,
  PLATFORM,
  WEBSOCKET,
  WEBHOOK,
  RECONCILIATION,
  LEDGER,
  TIMER
}
