/**
 * The worker's HTTP ports: health for orchestrators, metrics for Prometheus, what callers ask for,
 * and webhooks, which go into the inbox before they are answered; and the operator's {@link
 * dev.countersign.http.Console}. A {@link dev.countersign.http.Route} for each address, a class for
 * each kind of answer. It reads what the worker says and passes on what it is told; it decides
 * nothing about requests.
 */
package dev.countersign.http;
