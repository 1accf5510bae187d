package dev.countersign.sandbox;

/** Someone with a wallet. */
final class Person {
  final String name;
  final Identity identity;

  Person(String name) {
    this.name = name;
    this.identity = Identity.of(name);
  }
}
