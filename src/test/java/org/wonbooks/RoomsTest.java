package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.StringUtils;
import org.wonbooks.testing.SourceFiles;

/**
 * The rooms of the house and their arrows are those that docs/architecture.md shows: which package may know which is
 * written there alone. All other arrows are faults, and so is one there that nobody needs.
 */
@AnalyzeClasses(packages = RoomsTest.ROOT, importOptions = DoNotIncludeTests.class)
class RoomsTest {

    static final String ROOT = "org.wonbooks";

    private static final int MOST_CLASSES = 15;

    /** The ground: all may know it, so no picture needs to show it. */
    private static final Set<String> GROUND =
            Set.of("configuration", "connection", "database", "encryption", "fault", "logging");

    private static final Pattern ARROW = Pattern.compile("(?m)^ {2}(\\w+) --> (\\w+)$");

    /** A room, what is found there, and which rooms of the same house it knows. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (.+) \\| (.*) \\|$");

    /** What Camel's plugin writes of the components, in src/generated. */
    private static final Pattern GENERATED = Pattern.compile("\\w+(Configurer|UriFactory)");

    /** Public for Camel, Groovy, JMX and the server, which call them by reflection. */
    private static final Set<String> CALLED_BY_NAME = Set.of(
            "KommoComponent",
            "KommoEndpoint",
            "PeerEndpoint",
            "QuickBooksComponent",
            "QuickBooksEndpoint",
            "Backup",
            "TimedScript",
            "ConnectionBeans",
            "RoutesBean",
            "WorkBean",
            "Worker",
            "WorkOutcomes",
            "PromptHeads",
            "TimedSockets");

    /** What the compiler leaves no trace of: constants that it copies, and a type that nobody writes out. */
    private static final Set<String> WITHOUT_A_TRACE =
            Set.of("CustomField", "DatabasePools", "QuickBooksWebhooks", "WorkRoutes");

    /** Tests of other packages need these alone. */
    private static final Set<String> FOR_TESTS =
            Set.of("AnswerJson", "AtWork", "CopyFirst", "MappingExamples", "SandboxConnection", "WorkClaims");

    private static final Pattern BEAN_OF_A_ROUTE = Pattern.compile("ref: (\\w+)");

    private final String page =
            SourceFiles.text(Path.of("docs/architecture.md")).replaceAll("(?s).*(\n## Rooms\n.*?\n)## .*", "$1");

    @ArchTest
    void packagesKnowOneAnotherAsTheArrowsShow(JavaClasses classes) {
        SortedSet<String> arrows = new TreeSet<>();
        dependencies(classes)
                .filter(arrow -> !arrow.from.top().equals(arrow.to.top()))
                .filter(arrow -> !GROUND.contains(arrow.to.top()))
                .forEach(arrow -> arrows.add(arrow.from.top() + " --> " + arrow.to.top()));

        assertThat(ARROW.matcher(page).results().map(MatchResult::group).map(String::strip))
                .as("the arrows in docs/architecture.md")
                .containsExactlyInAnyOrderElementsOf(arrows);
    }

    @ArchTest
    void roomsKnowOneAnotherAsTheTableShows(JavaClasses classes) {
        SortedMap<String, SortedSet<String>> rooms = new TreeMap<>();
        rooms(classes).keySet().forEach(room -> rooms.put(room, new TreeSet<>()));
        dependencies(classes)
                .filter(arrow -> arrow.from.top().equals(arrow.to.top()))
                .forEach(arrow -> rooms.get(arrow.from.name).add(arrow.to.name));

        List<String> rows = rooms.entrySet().stream()
                .map(room ->
                        "| `%s` | %s | %s |".formatted(room.getKey(), subject(room.getKey()), names(room.getValue())))
                .toList();
        assertThat(ROW.matcher(page.substring(page.indexOf("| room |")))
                        .results()
                        .map(MatchResult::group))
                .as("the table of rooms in docs/architecture.md")
                .containsExactlyElementsOf(rows);
    }

    @ArchTest
    void noRoomIsCrowded(JavaClasses classes) {
        assertThat(rooms(classes))
                .allSatisfy((room, residents) ->
                        assertThat(residents).as("classes in " + room).hasSizeLessThanOrEqualTo(MOST_CLASSES));
    }

    @ArchTest
    void whatIsPublicIsUsedInAnotherPackage(JavaClasses classes) {
        Set<String> called = SourceFiles.in("routes")
                .flatMap(file -> BEAN_OF_A_ROUTE.matcher(SourceFiles.text(file)).results())
                .map(bean -> StringUtils.capitalize(bean.group(1)))
                .collect(Collectors.toSet());
        Map<String, List<JavaClass>> withNested = classes.stream().collect(Collectors.groupingBy(RoomsTest::outermost));
        List<String> idle = classes.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !GENERATED.matcher(type.getSimpleName()).matches())
                .filter(type -> withNested.get(type.getName()).stream()
                        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                        .allMatch(use -> use.getOriginClass().getPackageName().equals(type.getPackageName())))
                .map(JavaClass::getSimpleName)
                .filter(name -> Stream.of(called, CALLED_BY_NAME, WITHOUT_A_TRACE, FOR_TESTS)
                        .noneMatch(set -> set.contains(name)))
                .toList();
        assertThat(idle).as("public classes that only their own package uses").isEmpty();
    }

    private static String outermost(JavaClass type) {
        return type.getName().split("\\$", 2)[0];
    }

    private record Room(String name) {

        static Room of(JavaClass type) {
            String name = type.getPackageName();
            return new Room(name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1));
        }

        String top() {
            return name.split("\\.", 2)[0];
        }
    }

    private record Arrow(Room from, Room to) {}

    /**
     * From a room to another one. The start itself, in no room, may know all; who may know it is a matter of circles.
     */
    private static Stream<Arrow> dependencies(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(ROOT))
                .map(dependency ->
                        new Arrow(Room.of(dependency.getOriginClass()), Room.of(dependency.getTargetClass())))
                .filter(arrow -> !arrow.from.equals(arrow.to))
                .filter(arrow -> !arrow.from.name.isEmpty() && !arrow.to.name.isEmpty());
    }

    /** The classes of each room that have a file of their own. */
    private static Map<String, List<String>> rooms(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !GENERATED.matcher(type.getSimpleName()).matches())
                .filter(type -> !Room.of(type).name.isEmpty())
                .collect(Collectors.groupingBy(
                        type -> Room.of(type).name,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
    }

    private static String names(SortedSet<String> rooms) {
        return rooms.stream().map(room -> "`" + room + "`").collect(Collectors.joining(", "));
    }

    /** What the package says of itself in its first sentence. */
    private static String subject(String room) {
        Path info = Stream.of("src/main/java", "src/sandbox/java")
                .map(root -> Path.of(root, (ROOT + "." + room).replace('.', '/'), "package-info.java"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No package-info says what is found in " + room));
        String comment = SourceFiles.text(info)
                .replaceAll("(?s).*/\\*\\*(.*?)\\*/.*", "$1")
                .replaceAll("\\n *\\* ?", " ");
        return comment.strip().split("(?<=\\.)\\s", 2)[0].replaceAll("\\{@code ([^}]*)}", "`$1`");
    }
}
