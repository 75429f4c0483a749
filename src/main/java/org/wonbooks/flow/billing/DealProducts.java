package org.wonbooks.flow.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.ConnectionSettings.Lines;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.kommo.lead.Lead;

/**
 * The products of a deal, if they are what is billed: Kommo keeps them as elements of lists, of which a deal knows only
 * the numbers.
 */
@Component
class DealProducts {

    /** Reads them list by list; null: they are not billed, or there are none. */
    Read<?> ask(Run run) {
        Lead lead = run.get("lead", Lead.class);
        if (run.connection().settings().invoice().lines() != Lines.PRODUCTS) {
            return null;
        }
        return next(run, parts(lead), List.of());
    }

    /** So many of one list as fit into an address. */
    private record Part(long list, List<Long> ids) {

        private static final int MOST = 100;

        Map<String, String> query() {
            Map<String, String> query = new TreeMap<>();
            ids.forEach(id -> query.put("filter[id][" + query.size() + "]", String.valueOf(id)));
            return query;
        }
    }

    private static List<Part> parts(Lead lead) {
        Map<Long, List<Long>> byList = lead.elements().stream()
                .collect(Collectors.groupingBy(
                        element -> element.metadata().catalogId(),
                        LinkedHashMap::new,
                        Collectors.mapping(Lead.LinkedElement::id, Collectors.toList())));
        List<Part> parts = new ArrayList<>();
        byList.forEach((list, all) -> {
            List<Long> ids = all.stream().distinct().toList();
            for (int i = 0; i < ids.size(); i += Part.MOST) {
                parts.add(new Part(list, ids.subList(i, Math.min(ids.size(), i + Part.MOST))));
            }
        });
        return parts;
    }

    /** What answers nothing has none of them any more. */
    private static Read<?> next(Run run, List<Part> parts, List<ElementList.Element> before) {
        if (parts.isEmpty()) {
            run.keep("elements", before);
            return null;
        }
        Part part = parts.get(0);
        return Read.of("catalogs/" + part.list() + "/elements?limit=250", ElementList.class)
                .with(part.query())
                .takeThen(answer -> next(
                        run,
                        parts.subList(1, parts.size()),
                        answer == null
                                ? before
                                : Stream.concat(before.stream(), answer.elements().stream())
                                        .toList()));
    }
}
