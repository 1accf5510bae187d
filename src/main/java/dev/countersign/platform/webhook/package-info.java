/**
 * Whether a webhook is the platform's, and what it says (PROTOCOL §8). The signature is checked
 * over the raw bytes before anything is parsed; what is read then is a hint, and the user token
 * that a webhook carries is not even looked at. It knows nothing of HTTP servers.
 */
package dev.countersign.platform.webhook;
