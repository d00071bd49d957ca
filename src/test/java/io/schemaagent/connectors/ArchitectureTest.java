package io.schemaagent.connectors;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.ws.rs.Path;

/** The walls of the house, as sentences. */
@AnalyzeClasses(packages = "io.schemaagent.connectors", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.schemaagent.connectors";

    private static String in(String feature) {
        return ROOT + "." + feature + "..";
    }

    @ArchTest
    static final ArchRule featuresUseOnlyWhatTheyMay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("agent")
            .definedBy(in("agent"))
            .layer("schema")
            .definedBy(in("schema"))
            .layer("json")
            .definedBy(in("json"))
            .layer("connector")
            .definedBy(in("connector"))
            .layer("systemtool")
            .definedBy(in("systemtool"))
            .layer("events")
            .definedBy(in("events"))
            .layer("upstream")
            .definedBy(in("upstream"))
            .layer("predefined")
            .definedBy(in("predefined"))
            .layer("oauth")
            .definedBy(in("oauth"))
            .layer("credential")
            .definedBy(in("credential"))
            .layer("mcp")
            .definedBy(in("mcp"))
            .layer("trust")
            .definedBy(in("trust"))
            .layer("egress")
            .definedBy(in("egress"))
            .layer("limit")
            .definedBy(in("limit"))
            .layer("problem")
            .definedBy(in("problem"))
            .layer("caller")
            .definedBy(ROOT)
            .layer("launch")
            .definedBy(in("launch"))
            .layer("database")
            .definedBy(in("database"))
            .layer("rotation")
            .definedBy(in("rotation"))
            .layer("schedule")
            .definedBy(in("schedule"))
            .layer("audit")
            .definedBy(in("audit"))
            .layer("openapi")
            .definedBy(in("openapi"))
            .layer("nativeimage")
            .definedBy(in("nativeimage"))
            .layer("ui")
            .definedBy(in("ui"))
            .optionalLayer("quickstart")
            .definedBy(in("quickstart"))
            .whereLayer("agent")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("schema")
            .mayOnlyBeAccessedByLayers("agent")
            .whereLayer("json")
            .mayOnlyBeAccessedByLayers("agent", "connector")
            .whereLayer("connector")
            .mayOnlyBeAccessedByLayers("agent")
            .whereLayer("systemtool")
            .mayOnlyBeAccessedByLayers("agent")
            .whereLayer("events")
            .mayOnlyBeAccessedByLayers("agent", "connector")
            .whereLayer("upstream")
            .mayOnlyBeAccessedByLayers("connector", "systemtool")
            .whereLayer("caller")
            .mayOnlyBeAccessedByLayers("agent", "connector", "systemtool", "oauth", "audit")
            .whereLayer("predefined")
            .mayOnlyBeAccessedByLayers("connector")
            .whereLayer("oauth")
            .mayOnlyBeAccessedByLayers("connector", "systemtool", "predefined", "upstream")
            .whereLayer("credential")
            .mayOnlyBeAccessedByLayers("connector", "systemtool", "upstream", "oauth", "launch", "rotation")
            .whereLayer("mcp")
            .mayOnlyBeAccessedByLayers("agent", "connector", "systemtool", "upstream", "openapi")
            .whereLayer("trust")
            .mayOnlyBeAccessedByLayers("connector", "systemtool", "upstream", "mcp")
            .whereLayer("limit")
            .mayOnlyBeAccessedByLayers("agent", "connector", "systemtool", "oauth")
            .whereLayer("schedule")
            .mayOnlyBeAccessedByLayers("connector", "systemtool", "oauth", "limit", "audit")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("agent", "connector", "systemtool")
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers("launch")
            .whereLayer("rotation")
            .mayOnlyBeAccessedByLayers("launch")
            .whereLayer("egress")
            .mayOnlyBeAccessedByLayers(
                    "connector", "systemtool", "upstream", "predefined", "oauth", "credential", "mcp")
            .whereLayer("problem")
            .mayOnlyBeAccessedByLayers(
                    "agent",
                    "schema",
                    "connector",
                    "systemtool",
                    "upstream",
                    "oauth",
                    "credential",
                    "mcp",
                    "egress",
                    "limit",
                    "audit",
                    "openapi",
                    "caller",
                    "database")
            .whereLayer("nativeimage")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ui")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("quickstart")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule dependenciesGoOneWay =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule insideTheClientTooTheyGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(in("mcp"))
            .layer("conversation")
            .definedBy(ROOT + ".mcp")
            .layer("diagnostics")
            .definedBy(ROOT + ".mcp.diagnostics")
            .layer("catalogue")
            .definedBy(ROOT + ".mcp.catalogue")
            .layer("wire")
            .definedBy(ROOT + ".mcp.wire")
            .whereLayer("conversation")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("diagnostics")
            .mayOnlyBeAccessedByLayers("conversation")
            .whereLayer("catalogue")
            .mayOnlyBeAccessedByLayers("conversation", "diagnostics")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("conversation", "diagnostics", "catalogue");

    @ArchTest
    static final ArchRule whatIsSaidToAuthorizationServersKnowsNoUserAndNoDatabase = noClasses()
            .that()
            .resideInAPackage(ROOT + ".oauth.server")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".oauth", "jakarta.ws.rs..", "io.vertx.mutiny.sqlclient..");

    @ArchTest
    static final ArchRule theCatalogueKnowsNoWayToIt = noClasses()
            .that()
            .resideInAPackage(ROOT + ".agent")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".agent.mcp");

    @ArchTest
    static final ArchRule onlyTheClientReadsTheWire = noClasses()
            .that()
            .resideOutsideOfPackage(in("mcp"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(in("mcp.wire"));

    @ArchTest
    static final ArchRule onlyTheCallerIsAtTheRoot =
            classes().that(resideInAPackage(ROOT)).should().haveSimpleName("CurrentUser");

    @ArchTest
    static final ArchRule onlyEgressMakesHttpClients = noClasses()
            .that()
            .resideOutsideOfPackage(in("egress"))
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                            nameMatching("create(Http|Net|WebSocket)Client"))
                    .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                            com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                    assignableTo(Vertx.class)))))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "io.vertx.ext.web.client..", "io.vertx.core.http.HttpClient");

    @ArchTest
    static final ArchRule onlyCredentialTouchesCryptography = noClasses()
            .that()
            .resideOutsideOfPackages(in("credential"), in("quickstart"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bouncycastle..", "javax.crypto..");

    @ArchTest
    static final ArchRule clientDoorAndTrustKnowNoDatabaseAndNoResources = noClasses()
            .that()
            .resideInAnyPackage(in("mcp"), in("egress"), in("trust"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..",
                    "jakarta.ws.rs..",
                    "io.quarkus.hibernate..",
                    "io.vertx.mutiny.sqlclient..");

    @ArchTest
    static final ArchRule noEntityLeavesThroughAResource = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat(assignableTo(PanacheEntityBase.class));

    /**
     * Except what runs in the background from the start on, a command, which has the main thread, the last write before the
     * end, and good-byes to servers, for which nobody waits.
     */
    @ArchTest
    static final ArchRule nobodyWaits = noClasses()
            .that(not(resideInAPackage(in("database")).and(nameMatching(".*\\.Migration"))))
            .and(not(resideInAPackage(in("rotation")).and(nameMatching(".*\\.(ResealCommand|KeyAgreement)"))))
            .and(not(resideInAPackage(in("audit")).and(nameMatching(".*\\.LastWrite"))))
            .and(not(resideInAPackage(in("mcp")).and(nameMatching(".*\\.Farewell"))))
            .should()
            .callMethod(Uni.class, "await")
            .orShould()
            .callMethod(Uni.class, "subscribe")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule onlyNativeimageReplacesThePlatformsCode = noClasses()
            .that()
            .resideOutsideOfPackage(in("nativeimage"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.oracle.svm..");

    @ArchTest
    static final ArchRule namesSayWhatThingsDo = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto|DTO)$")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..dto..", "..impl..", "..helper..", "..manager..");

    @ArchTest
    static final ArchRule resourcesAreNamedSo =
            classes().that().areAnnotatedWith(Path.class).should().haveSimpleNameEndingWith("Resource");

    @ArchTest
    static final ArchRule resourcesAreReactive = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Path.class)
            .and()
            .arePublic()
            .should()
            .haveRawReturnType(Uni.class);

    @ArchTest
    static final ArchRule nothingOfTheQuickstartIsUsed = noClasses()
            .that(not(resideInAPackage(in("quickstart"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(in("quickstart"));
}
