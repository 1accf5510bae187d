/**
 * The life of a sign request as a pure function: {@link dev.countersign.request.Lifecycle} maps a
 * state, a signal and the time to the next state, the events to publish and the actions to start.
 * Nothing here does I/O, reads a clock or knows Kafka or Vert.x; every rule of the domain is in
 * this package and nowhere else. Who wants to know how the product behaves reads it from {@code
 * RequestState} (what there is), {@code Signal} (what can happen) and the {@code …Rules} classes
 * (what follows).
 */
package dev.countersign.request;
