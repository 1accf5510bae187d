/**
 * The worker's HTTP port: health for orchestrators, metrics for Prometheus, and webhooks from the
 * platform, which go into the inbox before they are answered. It reads what the worker says about
 * itself and decides nothing. Answers are JSON with reasons, except the metrics.
 */
package dev.countersign.http;
