package dev.countersign.config;

/** Where the worker listens; port 0 is any free one. */
public record HttpSettings(String host, int port) {}
