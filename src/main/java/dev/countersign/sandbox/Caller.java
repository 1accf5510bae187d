package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/** Whose call it is; without a session the application's back end calls for itself. */
record Caller(Application application, @Nullable Session session) {}
