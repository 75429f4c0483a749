package org.wonbooks.console.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.testing.RunningWonbooks;

/** Sets of routes are put to work and taken back while deals are won. */
class RoutesTest extends RunningWonbooks {

    private static final String NOTE = "mappings/note-invoiced.groovy";

    private Path candidates;
    private long shipped;

    @BeforeEach
    void begin() throws IOException {
        candidates = settings.routes().resolveSibling("candidates");
        shipped = goBack();
    }

    /** The application goes on with the routes that it had, and follows what is saved in their folder. */
    @AfterEach
    void end() throws IOException {
        assertThat(goBack()).isEqualTo(shipped);
        FileSystemUtils.deleteRecursively(candidates);
    }

    private long goBack() throws IOException {
        FileSystemUtils.deleteRecursively(candidates);
        FileSystemUtils.copyRecursively(settings.routes(), candidates.resolve("shipped"));
        return apply("shipped").path("number").asLong();
    }

    @Test
    void aCandidateIsAtWorkForWhateverIsBegunAfterIt() throws Exception {
        candidate("words", NOTE, "\"Invoice ", "\"Hello, invoice ");

        JsonNode after = apply("words");

        assertThat(after.path("number").asLong()).isGreaterThan(shipped);
        assertThat(after.path("by").asText()).isEqualTo("admin");
        assertThat(after.path("source").asText()).isEqualTo("words");
        assertThat(after.path("warnings")).isEmpty();
        long lead = billed("Words", "10.00");
        assertThat(note(lead)).startsWith("Hello, invoice ");
        assertThat(numbersOfSteps(lead)).containsOnly(after.path("number").asLong());

        JsonNode before = product.post("/routes/rollback");

        assertThat(before.path("number").asLong()).isEqualTo(shipped);
        assertThat(note(billed("Back", "10.00"))).startsWith("Invoice ");
        assertThat(product.get("/audit").findValuesAsText("action")).startsWith("routes.rollback", "routes.apply");
        untilOnlyOneSetIsLeft();
    }

    @Test
    void whatRunsAlreadyEndsOnItsOwnRoutes() throws Exception {
        candidate("words", NOTE, "\"Invoice ", "\"Hello, invoice ");
        long lead = deal("Slow", "20.00", "Sam Slow", "sam@slow.example");
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "/invoice$", "when": "after", "kind": "slow",
                 "pause": "PT0.001S"}""");
        sandbox.win(lead);
        until().until(() -> jdbc.sql("select count(*) from step where name = 'invoice' and state = 'CALLING'")
                        .query(Long.class)
                        .single()
                == 1);

        apply("words");

        assertThat(sandbox.lead(lead).path("notes")).as("it runs still").isEmpty();
        assertThat(note(billed("Meanwhile", "10.00"))).startsWith("Hello, invoice ");
        awaitNotes(lead, 1);
        assertThat(note(lead)).startsWith("Invoice ");
        assertThat(numbersOfSteps(lead)).containsOnly(shipped);
        untilOnlyOneSetIsLeft();
    }

    @Test
    void aFaultyCandidateChangesNothing() throws Exception {
        candidate("faulty", "flows/deal-won.camel.yaml", "ask: winEvidence", "ask: winEvidense");
        String fault = candidates.resolve("faulty/flows/deal-won.camel.yaml") + ":29: ";

        assertThat(product.post("/routes/check", "{\"candidate\": \"faulty\"}")
                        .at("/faults/0")
                        .asText())
                .startsWith(fault);
        assertThatThrownBy(() -> apply("faulty")).hasMessageStartingWith("422 ").hasMessageContaining(fault);

        assertThat(routes().path("number").asLong()).isEqualTo(shipped);
        assertThat(routes().path("warnings").toString()).contains("faulty was refused");
        assertThat(note(billed("As before", "10.00"))).startsWith("Invoice ");
    }

    /** Only Camel, with all settings there, can tell. */
    @Test
    void aCandidateThatCamelRefusesChangesNothing() throws Exception {
        candidate("setting", "flows/deal-won.camel.yaml", "== false\"", "== {{no.such.setting}}\"");

        assertThatThrownBy(() -> apply("setting"))
                .hasMessageStartingWith("422 ")
                .hasMessageContaining("no.such.setting");

        assertThat(note(billed("As ever", "10.00"))).startsWith("Invoice ");
        untilOnlyOneSetIsLeft();
    }

    @Test
    void onlyFoldersOfTheOperatorAreTaken() throws Exception {
        Files.createDirectories(candidates);
        for (String name : List.of("../routes", "none", "", "/etc", ".")) {
            assertThatThrownBy(() -> apply(name)).as(name).hasMessageStartingWith("404 ");
        }
        assertThatThrownBy(() -> product.post("/routes/apply", "{}")).hasMessageStartingWith("404 ");
    }

    @Test
    void whatCannotBeWrittenDownIsNotPutToWork() throws Exception {
        candidate("words", NOTE, "\"Invoice ", "\"Hello, invoice ");
        jdbc.sql("alter table route_change add constraint no_room check (changed_by <> 'admin') nocheck")
                .update();
        try {
            assertThatThrownBy(() -> apply("words"))
                    .hasMessageStartingWith("503 ")
                    .hasMessageContaining("the set that is at work goes on");
        } finally {
            jdbc.sql("alter table route_change drop constraint no_room").update();
        }

        assertThat(routes().path("number").asLong()).isEqualTo(shipped);
        assertThat(routes().path("warnings")).isEmpty();
        untilOnlyOneSetIsLeft();
        assertThat(note(billed("Unwritten", "10.00"))).startsWith("Invoice ");
    }

    @Test
    void ofManyAtTheSameMomentOneIsTheLast() throws Exception {
        candidate("one", NOTE, "\"Invoice ", "\"One, invoice ");
        candidate("two", NOTE, "\"Invoice ", "\"Two, invoice ");
        List<CompletableFuture<JsonNode>> all = IntStream.range(0, 12)
                .mapToObj(number -> CompletableFuture.supplyAsync(() ->
                        number % 3 == 2 ? product.post("/routes/rollback") : apply(number % 3 == 0 ? "one" : "two")))
                .toList();
        all.forEach(each -> assertThat(each.handle((answer, fault) -> fault == null ? "" : fault.getMessage())
                        .join())
                .matches("(.*409 .*No other set of routes.*)?"));

        long last = jdbc.sql("select route_set from route_change order by id desc limit 1")
                .query(Long.class)
                .single();
        assertThat(routes().path("number").asLong()).isEqualTo(last);
        assertThat(routes().path("warnings")).isEmpty();
        untilOnlyOneSetIsLeft();
        assertThat(numbersOfSteps(billed("Last", "10.00"))).containsOnly(last);
    }

    /** As deal-won, by whoever wants nothing to be billed for now. */
    @Test
    void whatAPersonHasStoppedStaysStopped() throws Exception {
        String running = camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith("deal-won."))
                .findFirst()
                .orElseThrow();
        camel.getRouteController().stopRoute(running);
        candidate("words", NOTE, "\"Invoice ", "\"Hello, invoice ");

        assertThat(apply("words").path("warnings").toString()).contains("deal-won");

        long lead = deal("Stopped", "10.00", "Stan Stopped", "stan@stopped.example");
        sandbox.win(lead);
        until().until(() -> work("state", "deal-won", lead), "OPEN"::equals);
        assertThat(product.get("/work?state=PAUSED").toString()).contains(String.valueOf(lead));
        camel.getRouteController().startRoute("deal-won." + suffix());
        awaitNotes(lead, 1);
        assertThat(note(lead)).startsWith("Hello, invoice ");
    }

    private String suffix() {
        return camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith("deal-won."))
                .map(id -> id.substring(id.lastIndexOf('.') + 1))
                .max(Comparator.comparingInt(Integer::parseInt))
                .orElseThrow();
    }

    /** However often sets are put to work. */
    @Test
    void theRoutesOfSetsThatAreGoneAreNotKept() throws Exception {
        candidate("words", NOTE, "\"Invoice ", "\"Hello, invoice ");
        candidate("more", NOTE, "\"Invoice ", "\"More, invoice ");
        List<WeakReference<Route>> gone = new ArrayList<>();
        for (String name : List.of("words", "more", "words")) {
            billed("Ran before " + name, "10.00");
            camel.getRoutes().stream()
                    .filter(route -> route.getRouteId().matches(".*\\.\\d+"))
                    .map(WeakReference::new)
                    .forEach(gone::add);
            apply(name);
        }

        until().untilAsserted(() -> {
            System.gc();
            assertThat(gone).hasSizeGreaterThan(50);
            assertThat(gone.stream()
                            .map(WeakReference::get)
                            .filter(Objects::nonNull)
                            .map(Route::getRouteId))
                    .isEmpty();
        });
    }

    /** Whoever watches a route goes on to see it. */
    @Test
    void jmxShowsTheRoutesByTheirNamesAsBefore() throws Exception {
        candidate("words", NOTE, "\"Invoice ", "\"Hello, invoice ");
        List<String> before = namesInJmx();

        apply("words");
        billed("Counted", "10.00");

        untilOnlyOneSetIsLeft();
        assertThat(namesInJmx()).isEqualTo(before);
        String ours = "org.apache.camel:context=" + camel.getManagementName() + ",type=routes,name=\"deal-won\",*";
        ObjectName route = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName(ours), null)
                .iterator()
                .next();
        assertThat((long) ManagementFactory.getPlatformMBeanServer().getAttribute(route, "ExchangesTotal"))
                .isPositive();
    }

    private static List<String> namesInJmx() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:type=routes,*"), null)
                .stream()
                .map(name -> name.getKeyProperty("name"))
                .sorted()
                .toList();
    }

    private void untilOnlyOneSetIsLeft() {
        until().until(() -> camel.getRoutes().stream()
                        .map(Route::getRouteId)
                        .filter(id -> id.startsWith("deal-won."))
                        .count()
                == 1);
    }

    private JsonNode routes() {
        return product.get("/routes");
    }

    private JsonNode apply(String candidate) {
        return product.post("/routes/apply", "{\"candidate\": \"" + candidate + "\"}");
    }

    private void candidate(String name, String file, String old, String changed) throws IOException {
        Path folder = candidates.resolve(name);
        FileSystemUtils.copyRecursively(settings.routes(), folder);
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(old);
        Files.writeString(folder.resolve(file), text.replace(old, changed));
    }

    private String note(long lead) {
        return sandbox.lead(lead).at("/notes/0").asText();
    }

    private List<Long> numbersOfSteps(long lead) {
        return jdbc.sql("select step.route_set from step join deal on deal.id = deal_id where lead_id = ?")
                .param(lead)
                .query(Long.class)
                .list();
    }
}
