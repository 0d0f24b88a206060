package org.resilientswarm.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(
        packages = "org.resilientswarm.app",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            SlicesRuleDefinition.slices()
                    .matching("org.resilientswarm.app.(*)..")
                    .should()
                    .beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheConsoleCommandStartsJavaFx =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("ConsoleCommand")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..", "org.resilientswarm.ui..")
                    .because("a node on a server has no display, and should start fast");

    @ArchTest
    static final ArchRule standardStreamsAreTakenFromTheTerminal =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Terminal")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .accessField(System.class, "in")
                    .because("a test hands in its own");

    @ArchTest
    static final ArchRule sessionsKnowNothingOfTheCommandLine =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..app.doctor..", "..app.node..", "..app.output..", "..app.place..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..app.command..", "picocli..");

    @ArchTest
    static final ArchRule theVerdictOnlyThinks =
            noClasses()
                    .that()
                    .haveNameMatching(".*\\.doctor\\.(Verdict|NoDirectLink|.*Facts)")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net.http..", "java.util.concurrent..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching(".*\\.doctor\\..*Check")
                    .because("a table of facts is enough to test it");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            classes()
                    .should()
                    .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?)")
                    .because("such names say nothing");
}
