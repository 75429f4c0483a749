package org.wonbooks.routes.check.flow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;

/** What becomes of a run that fails: Java gives faults their meaning, and relies on the policy for their outcomes. */
public final class WorkPolicy {

    /** The policy that Java's route for a run names. */
    static final String ID = "work";

    private static final String FAULT = "org.wonbooks.fault.";
    private static final String DEAD_LETTER = "direct:work-dead-letter";

    /** The outcome of each class of faults, as its words promise it. */
    static final Map<String, String> OUTCOMES = new TreeMap<>(Map.ofEntries(
            Map.entry(FAULT + "Skip", "direct:work-skipped"),
            Map.entry(FAULT + "Hold", "direct:work-hold"),
            Map.entry(FAULT + "ThrottledFault", "direct:work-wait"),
            Map.entry(FAULT + "PeerDownFault", "direct:work-pause"),
            Map.entry(FAULT + "ReconnectFault", "direct:work-await-reconnect"),
            Map.entry(FAULT + "LeaseLost", "direct:work-lost"),
            Map.entry(FAULT + "PassingFault", "direct:work-try-again"),
            Map.entry("org.springframework.dao.DataAccessException", "direct:work-try-again"),
            Map.entry("org.springframework.transaction.TransactionException", "direct:work-try-again"),
            Map.entry("java.sql.SQLException", "direct:work-try-again"),
            Map.entry("java.io.IOException", "direct:work-try-again")));

    private WorkPolicy() {}

    /** Puts down each outcome that has no rule, in the policies' files, or in the directory where those are gone. */
    public static void check(Path directory, List<RouteFile> files, Consumer<RouteFault> faults) {
        Path policies = directory.resolve("policies");
        Optional<RouteFile> work = with(files, config -> config.text("id").equals(ID));
        if (work.isEmpty()) {
            faults.accept(new RouteFault(
                    policies.resolve(ID + RouteFile.SUFFIX),
                    0,
                    "is missing: without the routeConfiguration 'work' a fault has no outcome"));
        } else {
            checkWork(work.get());
        }
        if (with(files, WorkPolicy::handsUp).isEmpty()) {
            faults.accept(new RouteFault(
                    policies.resolve("steps" + RouteFile.SUFFIX),
                    0,
                    "is missing: a routeConfiguration without an id, with 'noErrorHandler', hands the faults of all"
                            + " routes up to the run"));
        }
    }

    private static Optional<RouteFile> with(List<RouteFile> files, Predicate<Entry> is) {
        return files.stream()
                .filter(file -> file.all("routeConfiguration").anyMatch(is))
                .findFirst();
    }

    private static boolean handsUp(Entry config) {
        return config.get("id").isEmpty()
                && config.get("errorHandler")
                        .flatMap(handler -> handler.get("noErrorHandler"))
                        .isPresent();
    }

    private static void checkWork(RouteFile file) {
        Entry config = file.all("routeConfiguration")
                .filter(each -> each.text("id").equals(ID))
                .findFirst()
                .orElseThrow();
        Optional<Entry> channel = config.get("errorHandler").flatMap(handler -> handler.get("deadLetterChannel"));
        String dead = channel.map(each -> each.text("deadLetterUri")).orElse("");
        if (!dead.equals(DEAD_LETTER)) {
            file.fault(
                    channel.flatMap(each -> each.get("deadLetterUri"))
                            .map(Entry::line)
                            .orElse(config.line()),
                    "what no rule covers is a dead letter: the policy 'work' needs a deadLetterChannel with deadLetterUri: "
                            + DEAD_LETTER);
        }
        OUTCOMES.forEach((fault, outcome) -> checkRule(file, config, fault, outcome));
    }

    private static void checkRule(RouteFile file, Entry config, String fault, String outcome) {
        Optional<Entry> named = rules(config)
                .flatMap(rule -> rule.get("exception").stream())
                .flatMap(classes -> classes.items().stream())
                .filter(item -> item.text().equals(fault))
                .findFirst();
        if (named.isEmpty()) {
            file.fault(config.line(), "no rule is for " + fault + ", which leads to " + outcome);
            return;
        }
        Entry rule = rules(config)
                .filter(each -> each.get("exception").stream()
                        .flatMap(classes -> classes.items().stream())
                        .anyMatch(item -> item.text().equals(fault)))
                .findFirst()
                .orElseThrow();
        if (Endpoint.in(rule).noneMatch(to -> to.uri().text().equals(outcome))) {
            file.fault(named.get().line(), "the rule for " + fault + " has to lead to " + outcome);
        } else if (!handled(rule)) {
            file.fault(
                    named.get().line(), "the rule for " + fault + " has to say that it is handled: constant \"true\"");
        }
    }

    private static Stream<Entry> rules(Entry config) {
        return config.get("onException").stream()
                .flatMap(rules -> rules.items().stream())
                .flatMap(item -> item.get("onException").stream());
    }

    private static boolean handled(Entry rule) {
        return rule.get("handled")
                .flatMap(handled -> handled.get("constant"))
                .map(constant -> constant.text("expression"))
                .filter("true"::equals)
                .isPresent();
    }
}
