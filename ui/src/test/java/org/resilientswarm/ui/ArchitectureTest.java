package org.resilientswarm.ui;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.resilientswarm.core.api.Swarm;

@AnalyzeClasses(packages = "org.resilientswarm.ui", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String UI = "org.resilientswarm.ui.";

    private static final DescribedPredicate<JavaMethodCall> SUBSCRIBES_OR_POLLS =
            DescribedPredicate.describe(
                    "subscribes to a swarm or polls it",
                    call ->
                            call.getTargetOwner().isEquivalentTo(Swarm.class)
                                    && (call.getName().startsWith("on")
                                            || call.getName().equals("snapshot")
                                            || call.getName().equals("capture")));

    @ArchTest
    static final ArchRule FEATURES_ARE_INDEPENDENT =
            slices().matching(UI + "(join|graph|peers|detail|share|traffic|database|links|paths)..")
                    .should()
                    .notDependOnEachOther()
                    .because("a screen can then be understood, changed and removed by itself");

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_KNOW_THE_SHELL =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(UI + "shell..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(UI + "shell..")
                    .because("the shell puts the screens together, never the other way round");

    @ArchTest
    static final ArchRule CONTROLS_KNOW_NOTHING_OF_SWARMS =
            noClasses()
                    .that()
                    .resideInAPackage(UI + "control..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("org.resilientswarm.core..", UI + "bridge.."))
                    .because("controls are for every screen and every meaning");

    @ArchTest
    static final ArchRule ONLY_THE_BRIDGE_TOUCHES_THE_TOOLKIT =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(UI + "bridge..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("javafx.application.Platform")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("javafx.animation.AnimationTimer")
                    .because("one place decides how much work reaches the JavaFX thread");

    @ArchTest
    static final ArchRule ONLY_THE_BRIDGE_LISTENS_TO_SWARMS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(UI + "bridge..")
                    .should()
                    .callMethodWhere(SUBSCRIBES_OR_POLLS)
                    .because("events and polls are conflated in one place");

    @ArchTest
    static final ArchRule ONLY_THE_BRIDGE_MAKES_THREADS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(UI + "bridge..")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Executors.class, ScheduledThreadPoolExecutor.class)
                    .orShould()
                    .callConstructor(Thread.class, Runnable.class)
                    .because("threads are named, bounded and watched in one class");

    @ArchTest
    static final ArchRule VIEW_MODELS_HAVE_NO_NODES =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("ViewModel")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx.scene..", "javafx.stage..")
                    .because("logic must be testable without a toolkit");

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS =
            NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
                    "a window has no terminal; what matters is logged or shown");

    @ArchTest
    static final ArchRule NO_AWT =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.swing..", "javax.imageio..")
                    .because("a second toolkit costs start-up time and fails without a display");

    @ArchTest
    static final ArchRule NO_EMPTY_NAMES =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Impl|Manager|Helper|Utils?)")
                    .because("a class is named by what is special about it");

    @ArchTest
    static final ArchRule ONLY_THE_ENTRY_IS_PUBLIC_IN_THE_SHELL =
            classes()
                    .that()
                    .resideInAPackage(UI + "shell..")
                    .and()
                    .arePublic()
                    .should()
                    .haveNameMatching(".*\\.(Console|ConsoleConfig|Screen|Theme)")
                    .because("the shell is the module's only exported package");
}
