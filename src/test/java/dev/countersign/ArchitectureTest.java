package dev.countersign;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.RequestState;
import dev.countersign.request.Step;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.AvroGenerated;

/** The rooms of the house: a package depends only on those below it. */
@AnalyzeClasses(packages = "dev.countersign", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** Generated from schemas/, which gives some of them the root's package. */
  private static final DescribedPredicate<JavaClass> GENERATED =
      describe(
          "generated from a schema",
          type -> {
            JavaClass element = type.getBaseComponentType();
            return element.isAnnotatedWith(AvroGenerated.class)
                || element
                    .getEnclosingClass()
                    .map(outer -> outer.isAnnotatedWith(AvroGenerated.class))
                    .orElse(false);
          });

  private static final DescribedPredicate<JavaClass> ROOT =
      resideInAPackage("dev.countersign").and(not(GENERATED)).as("the command line");

  @ArchTest
  static final ArchRule aPackageDependsOnlyOnThoseBelowIt =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("root")
          .definedBy(ROOT)
          .layer("sandbox")
          .definedBy("dev.countersign.sandbox..")
          .layer("http")
          .definedBy("dev.countersign.http..")
          .layer("worker")
          .definedBy("dev.countersign.worker..")
          .layer("platform")
          .definedBy("dev.countersign.platform..")
          .layer("ledger")
          .definedBy("dev.countersign.ledger..")
          .layer("token")
          .definedBy("dev.countersign.token..")
          .layer("registry")
          .definedBy("dev.countersign.registry..")
          .layer("metrics")
          .definedBy("dev.countersign.metrics..")
          .layer("logs")
          .definedBy("dev.countersign.logs..")
          .layer("tracing")
          .definedBy("dev.countersign.tracing..")
          .layer("wire")
          .definedBy(resideInAPackage("dev.countersign.wire..").or(GENERATED))
          .layer("request")
          .definedBy("dev.countersign.request..")
          .layer("config")
          .definedBy("dev.countersign.config..")
          .whereLayer("sandbox")
          .mayOnlyAccessLayers("platform")
          .whereLayer("http")
          .mayOnlyAccessLayers("worker", "platform", "metrics", "config")
          .whereLayer("worker")
          .mayOnlyAccessLayers(
              "platform", "ledger", "token", "tracing", "metrics", "wire", "request", "config")
          .whereLayer("platform")
          .mayOnlyAccessLayers("ledger", "tracing", "metrics", "request", "config")
          .whereLayer("ledger")
          .mayOnlyAccessLayers("metrics", "request")
          .whereLayer("token")
          .mayOnlyAccessLayers("wire", "request")
          .whereLayer("registry")
          .mayOnlyAccessLayers("wire", "config")
          .whereLayer("tracing")
          .mayOnlyAccessLayers("request")
          .whereLayer("wire")
          .mayOnlyAccessLayers("request")
          .whereLayer("request")
          .mayNotAccessAnyLayer()
          .whereLayer("metrics")
          .mayNotAccessAnyLayer()
          .whereLayer("logs")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule noPackagesDependOnEachOther =
      slices().matching("dev.countersign.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCoreKnowsOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage("dev.countersign.request..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.countersign.request..");

  @ArchTest
  static final ArchRule theCoreHasNoClockAndNoThread =
      noClasses()
          .that()
          .resideInAPackage("dev.countersign.request..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.net..");

  @ArchTest
  static final ArchRule theEdgeKnowsNothingOfKafka =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.countersign.platform..",
              "dev.countersign.ledger..",
              "dev.countersign.sandbox..",
              "dev.countersign.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule theEdgeKnowsNothingOfStates =
      noClasses()
          .that()
          .resideInAPackage("dev.countersign.platform..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(RequestState.class, Lifecycle.class, Step.class);

  @ArchTest
  static final ArchRule vertxStaysAtTheEdge =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.countersign.worker..",
              "dev.countersign.token..",
              "dev.countersign.wire..",
              "dev.countersign.request..",
              "dev.countersign.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "a thread sleeps",
                  call ->
                      call.getName().equals("sleep")
                          && (call.getTargetOwner().isAssignableTo(Thread.class)
                              || call.getTargetOwner().isEquivalentTo(TimeUnit.class))));

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses().that(not(ROOT)).should(ACCESS_STANDARD_STREAMS);

  @ArchTest static final ArchRule loggingIsSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
