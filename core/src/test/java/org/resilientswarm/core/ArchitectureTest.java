package org.resilientswarm.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;
import java.util.concurrent.Executors;

@AnalyzeClasses(
        packages = "org.resilientswarm.core",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CORE = "org.resilientswarm.core.";

    private static final String[] PURE = {
        CORE + "membership..",
        CORE + "session..",
        CORE + "path..",
        CORE + "relay..",
        CORE + "replication..",
        CORE + "signal.swarm..",
        CORE + "wire..",
        CORE + "model..",
        CORE + "event.."
    };

    @ArchTest
    static final ArchRule packagesDependDownwards =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("root")
                    .definedBy("org.resilientswarm.core", CORE + "simulation..")
                    .layer("engine")
                    .definedBy(CORE + "engine..")
                    .layer("parts")
                    .definedBy(
                            CORE + "membership..",
                            CORE + "session..",
                            CORE + "path..",
                            CORE + "relay..",
                            CORE + "replication..",
                            CORE + "store..",
                            CORE + "rpc..",
                            CORE + "traffic..",
                            CORE + "signal..",
                            CORE + "link..",
                            CORE + "exchange..")
                    .layer("meaning")
                    .definedBy(
                            CORE + "api..", CORE + "wire..", CORE + "identity..", CORE + "time..")
                    .layer("event")
                    .definedBy(CORE + "event..")
                    .layer("model")
                    .definedBy(CORE + "model..")
                    .whereLayer("root")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("engine")
                    .mayOnlyBeAccessedByLayers("root")
                    .whereLayer("parts")
                    .mayOnlyBeAccessedByLayers("root", "engine")
                    .whereLayer("meaning")
                    .mayOnlyBeAccessedByLayers("root", "engine", "parts")
                    .whereLayer("event")
                    .mayOnlyBeAccessedByLayers("root", "engine", "parts", "meaning")
                    .because("who reads a package must need to know only those below it");

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching(CORE + "(**)")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "packages in a cycle can only be understood, tested and changed together");

    @ArchTest
    static final ArchRule coreIsHeadless =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
                    .because("the engine runs on servers and in other people's programs");

    @ArchTest
    static final ArchRule webRtcIsKnownInOnePlace =
            only(
                    "link.webrtc",
                    "dev.onvoid.webrtc..",
                    "its native handles have rules of their own, and links must work without it");

    @ArchTest
    static final ArchRule jettyIsKnownInOnePlace =
            only(
                    "exchange",
                    "org.eclipse.jetty..",
                    "a node without an exchange of its own must not need a server");

    @ArchTest
    static final ArchRule sqlIsKnownInOnePlace =
            only("store", "java.sql..", "there is one writer, and it must stay so");

    @ArchTest
    static final ArchRule sqliteIsKnownInOnePlace =
            only("store", "org.sqlite..", "what is kept must not depend on who keeps it");

    @ArchTest
    static final ArchRule httpIsKnownInTwoPlaces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(CORE + "signal.exchange..", "org.resilientswarm.core")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.net.http..")
                    .because(
                            "only the exchange's client speaks HTTP; the composition root makes the client for it");

    @ArchTest
    static final ArchRule modelAndEventAreValues =
            classes()
                    .that()
                    .resideInAnyPackage(CORE + "model..", CORE + "event..")
                    .and()
                    .haveSimpleNameNotEndingWith("package-info")
                    .should(beValues())
                    .because("what everybody may hold must not change under anybody");

    @ArchTest
    static final ArchRule pureCodeHasNoThreadsAndNoInputOrOutput =
            noClasses()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "java.util.concurrent..",
                                            "java.net.http..",
                                            "java.nio.file..",
                                            "java.nio.channels..")
                                    .or(nameMatching("java\\.io\\.File.*|java\\.net\\..*Socket.*")))
                    .because("the same code must run in virtual time");

    @ArchTest
    static final ArchRule threadsAreMadeInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(CORE + "time..")
                    .should()
                    .callConstructor(Thread.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Executors.class)
                    .orShould()
                    .callMethodWhere(
                            target(owner(nameMatching("java\\.lang\\.Thread")))
                                    .and(
                                            target(
                                                    nameMatching(
                                                            "sleep|ofPlatform|ofVirtual|startVirtualThread"))))
                    .because(
                            "every thread has a name, a duty and a handler, and nothing waits by sleeping");

    @ArchTest
    static final ArchRule theClockIsReadInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(CORE + "time..")
                    .should()
                    .callMethodWhere(
                            target(owner(nameMatching("java\\.lang\\.System")))
                                    .and(target(nameMatching("nanoTime|currentTimeMillis"))))
                    .orShould()
                    .callMethodWhere(
                            target(
                                            owner(
                                                    nameMatching(
                                                            "java\\.time\\.(Instant|LocalDateTime|ZonedDateTime|Clock)")))
                                    .and(target(nameMatching("now|systemUTC|systemDefaultZone"))))
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callConstructor(Random.class)
                    .because("tests and the simulation hand in their own time and chance");

    @ArchTest
    static final ArchRule standardStreamsBelongToTheProgram =
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("a library that prints spoils the output of its program");

    @ArchTest
    static final ArchRule namesSayWhatIsSpecial =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .because("such a name fits everything and says nothing");

    private static ArchRule only(String home, String library, String reason) {
        return noClasses()
                .that(not(resideInAPackage(CORE + home + "..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(reason);
    }

    private static ArchCondition<JavaClass> beValues() {
        return new ArchCondition<>("be a record, an enum or a sealed interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean value =
                        type.isRecord()
                                || type.isEnum()
                                || type.isInterface()
                                || type.isAnonymousClass()
                                || type.getModifiers().contains(JavaModifier.SYNTHETIC);
                boolean open = type.isInterface() && !type.reflect().isSealed();
                if (!value || open) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getName() + " is none of them"));
                }
            }
        };
    }
}
