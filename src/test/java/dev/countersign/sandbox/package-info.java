/**
 * The sandbox over real HTTP and WebSockets. Each test names the section of PROTOCOL or CONTRACT
 * that it holds the sandbox to. {@link dev.countersign.sandbox.SandboxTest} gives each test a
 * platform of its own.
 */
@NullMarked
package dev.countersign.sandbox;

import org.jspecify.annotations.NullMarked;
