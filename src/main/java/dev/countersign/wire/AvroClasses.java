package dev.countersign.wire;

import dev.countersign.SignRequestEvent;
import dev.countersign.internal.RequestStateRecord;
import java.util.Set;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro makes no instance of a class that a schema names unless the class is trusted, and its own
 * generated ones are no exception. Ours are; nothing else that a foreign schema names is.
 */
final class AvroClasses {
  private static final Set<String> PACKAGES =
      Set.of(SignRequestEvent.class.getPackageName(), RequestStateRecord.class.getPackageName());

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), AvroClasses::isGenerated));
  }

  private AvroClasses() {}

  /** To be called before any generated class is used; the first call has the effect. */
  static void trust() {}

  private static boolean isGenerated(Class<?> type) {
    return PACKAGES.contains(type.getPackageName())
        && (SpecificRecord.class.isAssignableFrom(type)
            || GenericEnumSymbol.class.isAssignableFrom(type));
  }
}
