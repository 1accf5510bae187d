package dev.countersign.sandbox;

/** How far a person got with proving who they are (PROTOCOL §8.6). */
public enum KycStatus {
  NONE("They never tried"),
  IN_PROGRESS("They began and have not finished"),
  REJECTED("They tried and were refused"),
  SUCCESSFUL("They are who they say");

  final String meaning;

  KycStatus(String meaning) {
    this.meaning = meaning;
  }
}
