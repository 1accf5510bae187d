/**
 * The worker's HTTP port: health for orchestrators and metrics for Prometheus. It reads what the
 * worker says about itself and decides nothing. Answers are JSON with reasons, except the metrics.
 */
package dev.countersign.http;
