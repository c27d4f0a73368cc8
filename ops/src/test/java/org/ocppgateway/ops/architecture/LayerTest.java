package org.ocppgateway.ops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Dependencies between modules and packages: {@code gateway -> routing -> protocol}, {@code simulator -> protocol},
 * {@code ops -> all}.
 */
class LayerTest {
    private static final String BASE = "org.ocppgateway.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Test helpers that modules share.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.ocppgateway");

    @ParameterizedTest(name = "{0} does not depend on {1}")
    @CsvSource({
        "protocol, routing",
        "protocol, gateway",
        "protocol, simulator",
        "protocol, ops",
        "routing, gateway",
        "routing, simulator",
        "routing, ops",
        "gateway, simulator",
        "gateway, ops",
        "simulator, routing",
        "simulator, gateway",
        "simulator, ops",
    })
    void modulesDependInOneDirection(String from, String to) {
        noClasses()
                .that()
                .resideInAPackage(BASE + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + to + "..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.ocppgateway.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest(name = "{0} is used only in {1}")
    @CsvSource({
        "org.apache.kafka, routing.kafka|simulator.replay",
        "redis.clients, routing.redis",
        "com.typesafe.config, gateway.config",
        "org.eclipse.jetty.websocket, gateway.endpoint",
        "org.eclipse.jetty, gateway.endpoint|gateway.admin|gateway.peer|gateway.api",
        "ch.qos.logback, gateway.log",
        "io.opentelemetry, routing.trace|gateway.trace",
        "org.slf4j, routing.log|gateway.log",
        "org.HdrHistogram, simulator",
    })
    void aForeignLibraryIsUsedInOnePlace(String library, String places) {
        String[] packages = List.of(places.split("\\|")).stream()
                .map(place -> BASE + place + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                // Checks from outside use their own clients.
                .and()
                .resideOutsideOfPackage(BASE + "ops..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(CLASSES);
    }

    @Test
    void protocolIsPure() {
        classes()
                .that()
                .resideInAPackage(BASE + "protocol..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        BASE + "protocol..",
                        "java..",
                        "javax.crypto..",
                        "com.google.gson..",
                        "com.google.errorprone.annotations..",
                        "org.jspecify.annotations")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(BASE + "protocol..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent..")
                        .and(not(nameMatching("java\\.net\\.URI.*"))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(BASE + "protocol..")
                .should()
                .callMethodWhere(describe("reads the clock", LayerTest::readsTheClock))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }

    @Test
    void theTestBackendUsesNoProjectCode() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "ops.stack.backend..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "protocol..", BASE + "routing..", BASE + "gateway..", BASE + "simulator..")
                .check(CLASSES);
    }

    /** A task that a ScheduledExecutorService repeats never runs again once it has failed; PeriodicTask prevents that. */
    @Test
    void onlyPeriodicTaskSchedulesRepeatedTasks() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(BASE + "gateway.connection.PeriodicTask")
                .and()
                .resideInAnyPackage(BASE + "gateway..", BASE + "routing..")
                .should()
                .callMethodWhere(describe(
                        "schedules a repeated task",
                        call -> call.getTarget().getName().matches("scheduleAtFixedRate|scheduleWithFixedDelay")))
                .check(CLASSES);
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        String owner = call.getTargetOwner().getFullName();
        String name = call.getTarget().getName();
        if (owner.equals(System.class.getName())) {
            return name.equals("nanoTime") || name.equals("currentTimeMillis");
        }
        return owner.startsWith(Instant.class.getPackageName()) && name.equals("now");
    }
}
