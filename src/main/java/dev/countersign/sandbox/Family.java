package dev.countersign.sandbox;

/** The doors that calls come through: the back end's, and the signed-in person's (PROTOCOL §1). */
enum Family {
  PLATFORM,
  JWT
}
