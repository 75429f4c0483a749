package org.wonbooks.flow;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.ConnectionSettings.Lines;
import org.wonbooks.kommo.ElementList;
import org.wonbooks.kommo.Lead;

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
        List<Long> lists = lead.elements().stream()
                .map(element -> element.metadata().catalogId())
                .distinct()
                .toList();
        return next(run, lead, lists, List.of());
    }

    /** A list that has none of them any more is answered by nothing. */
    private static Read<?> next(Run run, Lead lead, List<Long> lists, List<ElementList.Element> before) {
        if (lists.isEmpty()) {
            run.keep("elements", before);
            return null;
        }
        return Read.of("catalogs/" + lists.get(0) + "/elements?limit=250", ElementList.class)
                .with(query(lead, lists.get(0)))
                .takeThen(answer -> next(
                        run,
                        lead,
                        lists.subList(1, lists.size()),
                        answer == null
                                ? before
                                : Stream.concat(before.stream(), answer.elements().stream())
                                        .toList()));
    }

    private static Map<String, String> query(Lead lead, long list) {
        Map<String, String> query = new TreeMap<>();
        lead.elements().stream()
                .filter(element -> element.metadata().catalogId() == list)
                .forEach(element -> query.put("filter[id][" + query.size() + "]", String.valueOf(element.id())));
        return query;
    }
}
