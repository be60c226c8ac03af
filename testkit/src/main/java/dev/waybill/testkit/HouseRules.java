package dev.waybill.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * The house rules: who may know whom, and what code may not do. Each module runs them on its own classes:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.waybill.worker", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);
 * }
 * }</pre>
 */
public final class HouseRules {

    private static final String LEDGER = "dev.waybill.shared.process.ProcessLedger";
    private static final String ROLES = "dev.waybill.shared.tenancy.RoleTransactions";
    private static final String WORKER = "dev.waybill.worker";
    private static final Set<String> NOT_A_FAMILY = Set.of("runtime", "source", "outbound", "ai");
    private static final String BANNED_WORDS =
            ".*[.$]([A-Z]\\w*[a-z0-9])?(Utils?|Helpers?|Manager|Impl|Common|Base|Abstract)([A-Z0-9]\\w*)?";
    private static final String BANNED_ENDINGS = ".*(Processor|Service)";
    private static final String PARTS_OF_THE_CLOCK = "dev.waybill.shared.database..";

    @ArchTest
    public static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("dev.waybill.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    public static final ArchRule ONLY_QUEUE_RUNTIME_AND_DASHBOARD_KNOW_JOBRUNR = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.waybill.shared.queue..",
                    "dev.waybill.worker.runtime..",
                    "dev.waybill.dashboard..",
                    "dev.waybill.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jobrunr..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule JOB_CONTRACT_KNOWS_NEITHER_JOBRUNR_NOR_SPRING_BOOT = noClasses()
            .that()
            .resideInAPackage("dev.waybill.shared.job..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jobrunr..", "org.springframework.boot..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule SHARED_KNOWS_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("dev.waybill.shared..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.waybill.worker..", "dev.waybill.api..", "dev.waybill.dashboard..", "dev.waybill.client..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule WORKER_KNOWS_NO_OTHER_ROLE = noClasses()
            .that()
            .resideInAPackage("dev.waybill.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.waybill.api..", "dev.waybill.dashboard..", "dev.waybill.client..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule API_KNOWS_NO_OTHER_ROLE = noClasses()
            .that()
            .resideInAPackage("dev.waybill.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.waybill.worker..", "dev.waybill.dashboard..", "dev.waybill.client..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule DASHBOARD_AND_CLIENT_KNOW_NO_OTHER_ROLE = noClasses()
            .that()
            .resideInAnyPackage("dev.waybill.dashboard..", "dev.waybill.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.waybill.worker..", "dev.waybill.api..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule CLIENT_KNOWS_THE_HTTP_API_ONLY = noClasses()
            .that()
            .resideInAPackage("dev.waybill.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.waybill.shared..", "org.springframework..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule FAMILIES_DO_NOT_KNOW_EACH_OTHER = slices().assignedFrom(new Families())
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    /** Everything that people can name goes through the guarded client; the others call what an operator has configured. */
    @ArchTest
    public static final ArchRule ONLY_THE_GUARDED_CLIENT_SPEAKS_HTTP = noClasses()
            .that()
            .resideInAnyPackage("dev.waybill.worker..", "dev.waybill.api..", "dev.waybill.shared..")
            .and()
            .resideOutsideOfPackages(
                    "dev.waybill.worker.outbound..", "dev.waybill.worker.ai..", "dev.waybill.shared.database..")
            .and()
            .haveNameNotMatching("dev\\.waybill\\.worker\\.locations\\.(PlacesClient|PlaceEnrichment).*"
                    + "|dev\\.waybill\\.api\\.access\\.IssuerKeys")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "java.net.http..", "okhttp3..", "org.springframework.web.client..")
                    // which only takes addresses apart
                    .and(DescribedPredicate.not(HasName.Predicates.nameStartingWith("okhttp3.HttpUrl")))
                    .or(JavaClass.Predicates.belongToAnyOf(
                            java.net.URLConnection.class,
                            java.net.URL.class,
                            java.net.Socket.class,
                            java.nio.channels.SocketChannel.class))
                    .as("speak HTTP, or open sockets"))
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule JOBS_ARE_PACKAGE_PRIVATE = classes()
            .that()
            .implement("dev.waybill.shared.job.Job")
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule ONLY_QUEUE_AND_RUNTIME_WRITE_THE_LEDGER = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.waybill.shared.process..", "dev.waybill.shared.queue..", "dev.waybill.worker.runtime..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(LEDGER)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule ONLY_THE_QUEUE_AND_THE_LEDGER_ACT_AS_THE_RUNTIME = noClasses()
            .that(JavaClass.Predicates.resideOutsideOfPackage("dev.waybill.shared.queue..")
                    .and(DescribedPredicate.not(HasName.Predicates.name(LEDGER)))
                    .as("are neither of the queue nor the ledger"))
            .should()
            .accessTargetWhere(named(ROLES, "asRuntime").or(named(ROLES, "asWriter")))
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PROCESSES_IN_THE_API_KNOW_NEITHER_ACCESS_NOR_RESOURCES = noClasses()
            .that()
            .resideInAPackage("dev.waybill.api.process..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.waybill.api.*..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            "dev.waybill.api.process..",
                            "dev.waybill.api.stream..",
                            "dev.waybill.api.problem..",
                            "dev.waybill.api.http.."))
                    .as("belong to another part of the api than process, stream, problem and http"))
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule CONTROLLERS_HOLD_NO_SQL = noClasses()
            .that()
            .areMetaAnnotatedWith("org.springframework.stereotype.Controller")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackages(PARTS_OF_THE_CLOCK, "dev.waybill.testkit..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callConstructor(java.util.Date.class)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NAMES_SAY_THE_THING = noClasses()
            .should()
            .haveNameMatching(BANNED_WORDS)
            .orShould()
            .haveNameMatching(BANNED_ENDINGS)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule BEANS_COME_FROM_AUTO_CONFIGURATION = noClasses()
            .should()
            .beAnnotatedWith("org.springframework.stereotype.Component")
            .orShould()
            .beAnnotatedWith("org.springframework.stereotype.Service")
            .orShould()
            .beAnnotatedWith("org.springframework.stereotype.Repository")
            .orShould()
            .beAnnotatedWith("org.springframework.context.annotation.ComponentScan")
            .orShould()
            .beAnnotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PACKAGES_STATE_NULLNESS =
            classes().should(liveInANullMarkedPackage()).allowEmptyShould(true);

    private HouseRules() {}

    /** By a lambda or a method reference too. */
    private static DescribedPredicate<JavaAccess<?>> named(String owner, String method) {
        return DescribedPredicate.describe(
                "call " + method,
                call -> call.getTargetOwner().getFullName().equals(owner)
                        && call.getName().equals(method));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, "%s lacks @NullMarked in package-info.java".formatted(type.getPackageName())));
            }
        };
    }

    /** A package of the worker is a job family, unless it serves them all. */
    private static final class Families implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().startsWith(WORKER + ".")) {
                return SliceIdentifier.ignore();
            }
            String part = type.getPackageName().substring(WORKER.length() + 1).replaceFirst("\\..*", "");
            return NOT_A_FAMILY.contains(part) ? SliceIdentifier.ignore() : SliceIdentifier.of(part);
        }

        @Override
        public String getDescription() {
            return "job families of the worker";
        }
    }
}
