package org.wonbooks.flow.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.mapping.MappingFailed;
import org.wonbooks.component.mapping.MappingFault;
import org.wonbooks.component.mapping.MappingScript;
import org.wonbooks.component.mapping.Mappings;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.fault.Fault;

/**
 * Runs mappings for the examples in {@code mappings/examples}, without a deal, a database or a call: what they make has
 * to be what an example expects, and nothing else than was decided, as at each run.
 */
@Component
public class MappingExamples implements Mappings.Trial {

    private static final String SCRIPT = ".groovy";

    /** The mappings as they are shipped, by the step that takes each. */
    private static final SortedMap<String, String> SHIPPED = new TreeMap<>(Map.ofEntries(
            Map.entry("createCustomer", "customer"),
            Map.entry("createItem", "item"),
            Map.entry("createInvoice", "invoice"),
            Map.entry("showInvoice", "deal-invoiced"),
            Map.entry("showPayment", "deal-paid"),
            Map.entry("noteInvoice", "note-invoiced"),
            Map.entry("notePayment", "note-paid"),
            Map.entry("noteUpdate", "note-updated"),
            Map.entry("noteNews", "note-news"),
            Map.entry("keepTask", "task"),
            Map.entry("newsTask", "task-news")));

    /**
     * What is wrong with a folder's mappings and its examples; empty: nothing. Each mapping is run for each example.
     */
    public static List<MappingFault> faults(Path folder) {
        List<MappingFault> faults = new ArrayList<>();
        for (Example example : Example.of(folder, faults)) {
            example.expected().fieldNames().forEachRemaining(name -> {
                if (!Files.exists(folder.resolve(name + SCRIPT))) {
                    faults.add(new MappingFault(
                            "mappings/" + example.file(), 0, "there is no mapping " + name + SCRIPT + " to expect of"));
                }
            });
        }
        if (faults.isEmpty()) {
            Mappings mappings = new Mappings(folder, new MappingExamples());
            List<String> others = files(folder);
            SHIPPED.forEach((step, name) -> {
                if (others.remove(name + SCRIPT)) {
                    faults.addAll(mappings.tried(name + SCRIPT, step));
                }
            });
            others.forEach(name -> faults.addAll(unreadable(folder, name)));
        }
        faults.sort(Comparator.comparing(MappingFault::file).thenComparing(MappingFault::line));
        return faults;
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SCRIPT))
                    .sorted()
                    .toList());
        } catch (IOException none) {
            return new ArrayList<>();
        }
    }

    /** Nobody says of which step it is. */
    private static List<MappingFault> unreadable(Path folder, String file) {
        try {
            MappingScript.compile(file, Files.readString(folder.resolve(file)));
            return List.of();
        } catch (MappingFailed failed) {
            return failed.faults();
        } catch (IOException e) {
            return List.of(new MappingFault("mappings/" + file, 0, "can't be read as UTF-8: " + e.getMessage()));
        }
    }

    @Override
    public List<MappingFault> faults(Path folder, String step, MappingScript candidate) {
        List<MappingFault> faults = new ArrayList<>();
        List<Example> examples = Example.of(folder, faults);
        CamelContext camel = new DefaultCamelContext();
        Set<String> known = new HashSet<>();
        for (Example example : examples) {
            try {
                run(camel, example, step, candidate).forEach((key, words) -> {
                    // What is wrong for one is wrong for most.
                    if (known.add(key)) {
                        faults.add(fault(candidate, candidate.lines(key).first(), words, example));
                    }
                });
            } catch (MappingFailed failed) {
                failed.faults().forEach(each -> faults.add(fault(candidate, each.line(), each.words(), example)));
                // It would most likely fail in the same way, and may take its time for that.
                return faults;
            } catch (Fault meant) {
                // A mapping may refuse a deal, but none of which something is expected.
                if (!expected(example, candidate).isMissingNode()) {
                    faults.add(fault(candidate, 0, "ends with: " + meant.getMessage(), example));
                }
            }
        }
        return faults;
    }

    private static MappingFault fault(MappingScript candidate, int line, String words, Example example) {
        return new MappingFault(candidate.name(), line, words + " (" + example.file() + ")");
    }

    private static Map<String, String> run(CamelContext camel, Example example, String step, MappingScript candidate) {
        Exchange exchange = new DefaultExchange(camel);
        example.variables().forEach(exchange::setVariable);
        Run run = new Run(exchange);
        Gives wanted = Decided.wanted(step);
        Mapping mapping = new Mapping(() -> candidate, wanted, ExampleParts.JSON);
        JsonNode expected = expected(example, candidate);
        if (wanted == Gives.TEXT) {
            String text = mapping.text(run);
            return expected.isMissingNode() ? Map.of() : Expected.differences(expected, text);
        }
        String json = mapping.json(run);
        Map<String, String> contradictions = Decided.contradictions(step, run, json);
        return contradictions.isEmpty() && !expected.isMissingNode()
                ? Expected.differences(expected, read(json))
                : contradictions;
    }

    private static JsonNode expected(Example example, MappingScript candidate) {
        return example.expected().path(candidate.name().replaceFirst("^.*/(.*)\\.groovy$", "$1"));
    }

    private static JsonNode read(String json) {
        try {
            return ExampleParts.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
