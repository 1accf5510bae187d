package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A person who is signed in to an application, as their JWT says (PROTOCOL §9.2, §10). */
record Session(Application application, Person person, ObjectNode claims) {}
