package org.wonbooks;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.Resource;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.decision.Reason;
import org.wonbooks.testing.SourceFiles;

/** Which package may know which, and what the product never does. */
@AnalyzeClasses(packages = "org.wonbooks", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** In a list of what a statement sets. */
    private static final Pattern COLUMN = Pattern.compile("(\\w+) = ");

    private static final String ROOT = "org.wonbooks";

    /** What is in src/sandbox: the two systems, and what uses them. */
    private static final String[] SIMULATED = {ROOT + ".sandbox..", ROOT + ".demo.."};

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_PRODUCT_KNOWS_NOTHING_OF_THE_SANDBOX = noClasses()
            .that()
            .resideOutsideOfPackages(SIMULATED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIMULATED);

    @ArchTest
    static final ArchRule DECISIONS_ARE_PURE = noClasses()
            .that()
            .resideInAPackage(ROOT + ".invoicing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "org.apache..", "java.sql..", "javax.sql..", "java.net..", "java.io..")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule SANDBOX_IS_IN_ITS_PROFILE_ONLY = classes()
            .that()
            .resideInAnyPackage(SIMULATED)
            .and()
            .areMetaAnnotatedWith(Component.class)
            .or()
            .areAnnotatedWith(Component.class)
            .and()
            .resideInAnyPackage(SIMULATED)
            .should(beInProfile("sandbox"));

    /**
     * What a reason says is for people: whoever writes it somewhere decides nothing by it. Two tell apart by its words
     * what was written before there were causes; one fills them; one compares digests beside them.
     */
    @ArchTest
    static final ArchRule REASONS_ARE_NOT_COMPARED_AS_TEXT = noClasses()
            .that(callWordsOfReasons())
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".decision.Lets")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".console.attention.AttentionQueries")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".console.attention.AttentionRows")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".decision.Reason")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".console.deal.DealActions")
            .should()
            .callMethodWhere(target(
                            nameMatching(
                                    "equals|equalsIgnoreCase|contentEquals|startsWith|endsWith|contains|containsKey|matches|indexOf|compareTo|compare"))
                    .and(target(owner(assignableTo(String.class)
                            .or(assignableTo(Objects.class))
                            .or(assignableTo(Collection.class))
                            .or(assignableTo(Map.class))
                            .or(assignableTo(Comparator.class))))));

    @ArchTest
    static final ArchRule NO_JAVA_SERIALIZATION =
            noClasses().should().dependOnClassesThat(belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class));

    @ArchTest
    static final ArchRule SECRETS_ARE_COMPARED_IN_TWO_PLACES = noClasses()
            .that()
            .doNotHaveSimpleName("IntuitSignature")
            .and()
            .resideOutsideOfPackages(ROOT + ".oauth..", ROOT + ".sandbox..")
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

    @ArchTest
    static final ArchRule SIGNATURES_ARE_COMPARED_IN_CONSTANT_TIME = noClasses()
            .that()
            .haveSimpleNameEndingWith("Signature")
            .should()
            .callMethodWhere(target(nameMatching("equals|equalsIgnoreCase|contentEquals|compareTo")))
            .orShould()
            .callMethod(Arrays.class, "equals", byte[].class, byte[].class);

    @ArchTest
    static final ArchRule SIGNATURES_ARE_COMPARED = classes()
            .that()
            .haveSimpleName("IntuitSignature")
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

    @ArchTest
    static final ArchRule NO_ENDPOINT_IS_MADE_OF_DATA = noClasses()
            .should()
            .callMethodWhere(target(nameMatching(
                            "toD|toF|recipientList|routingSlip|dynamicRouter|enrich|pollEnrich|serviceCall"))
                    .and(target(owner(assignableTo(ProcessorDefinition.class)))));

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".sandbox..")
            .should()
            .callMethodWhere(target(nameMatching("sleep")));

    @ArchTest
    static final ArchRule WHAT_A_CLASS_NEEDS_IS_IN_ITS_CONSTRUCTOR = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith(Resource.class);

    @ArchTest
    static final ArchRule TIME_IS_JAVA_TIME = noClasses()
            .should()
            .dependOnClassesThat(belongToAnyOf(Date.class, Calendar.class, Timestamp.class, java.sql.Date.class));

    /** A local variable alone can't be seen from here; but it comes from, or goes to, something that can. */
    @ArchTest
    static final ArchRule MONEY_IS_NEVER_A_FLOATING_POINT_NUMBER = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".invoicing..",
                    ROOT + ".ledger..",
                    ROOT + ".quickbooks..",
                    ROOT + ".kommo..",
                    ROOT + ".flow..")
            .should()
            .dependOnClassesThat(are(floatingPoint()))
            .orShould()
            .callMethodWhere(target(nameMatching("(as|get)?(Double|Float)|doubleValue|floatValue")));

    @Test
    void filesAreShort() {
        List<String> long300 = Stream.of(
                        "src/main/java", "src/sandbox/java", "src/test/java", "routes", "src/main/resources/templates")
                .flatMap(SourceFiles::in)
                .filter(file -> SourceFiles.text(file).lines().count() >= 300)
                .map(Path::toString)
                .toList();
        assertThat(long300).as("files of 300 lines and more").isEmpty();
    }

    @Test
    void decisionsAreWrittenInOnePlace() {
        List<String> writers = SourceFiles.in("src/main/java")
                .filter(file -> SourceFiles.text(file).matches("(?s).*(insert into|update|delete from) decision\\b.*"))
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(writers).containsExactly("Decisions.java");
    }

    @Test
    void eachColumnOfADealIsWrittenByOneClass() {
        Pattern statement =
                Pattern.compile("(?s)(?:update deal set|DealRow\\.set\\(|String columns =)(.*?)(?:;| where )");
        SortedMap<String, SortedSet<String>> writers = new TreeMap<>();
        SourceFiles.in("src/main/java").forEach(file -> statement
                .matcher(SourceFiles.text(file))
                .results()
                .flatMap(found -> COLUMN.matcher(found.group(1)).results())
                .forEach(column -> writers.computeIfAbsent(column.group(1), name -> new TreeSet<>())
                        .add(file.getFileName().toString())));
        assertThat(writers).containsKeys("name", "intent", "state", "balance", "difference", "task_no");
        assertThat(writers)
                .allSatisfy((column, classes) ->
                        assertThat(classes).as("writers of " + column).hasSize(1));
    }

    private static DescribedPredicate<JavaClass> callWordsOfReasons() {
        return DescribedPredicate.describe("call the words of reasons", each -> Stream.<JavaAccess<?>>concat(
                        each.getMethodCallsFromSelf().stream(), each.getMethodReferencesFromSelf().stream())
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Reason.class)
                        && call.getName().equals("words")));
    }

    private static ArchCondition<JavaClass> beInProfile(String profile) {
        return new ArchCondition<>("be in the profile " + profile) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean in = type.isAnnotatedWith(Profile.class)
                        && List.of(type.getAnnotationOfType(Profile.class).value())
                                .equals(List.of(profile));
                events.add(
                        new SimpleConditionEvent(type, in, type.getName() + " is in profile " + profile + ": " + in));
            }
        };
    }

    private static DescribedPredicate<JavaClass> floatingPoint() {
        Set<String> names = Set.of("double", "float", "java.lang.Double", "java.lang.Float");
        return DescribedPredicate.describe(
                "floating-point numbers",
                type -> names.contains(type.getBaseComponentType().getName()));
    }
}
