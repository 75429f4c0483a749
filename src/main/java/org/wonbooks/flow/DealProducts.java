package org.wonbooks.flow;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Lines;
import org.wonbooks.kommo.ElementList;
import org.wonbooks.kommo.Lead;

/** The products of a deal: Kommo keeps them as elements of lists, of which a deal knows only the numbers. */
@Component("dealProducts")
public class DealProducts {

    /** Are the deal's products what is billed? */
    public boolean billed(@Variable("connection") Connection connection) {
        return connection.settings().invoice().lines() == Lines.PRODUCTS;
    }

    /** None are read yet. */
    public List<ElementList.Element> none() {
        return List.of();
    }

    /** In how many lists they are. */
    public int lists(@Variable("lead") Lead lead) {
        return ids(lead).size();
    }

    /** The list that is read now. */
    public long list(@Variable("lead") Lead lead, @ExchangeProperty(Exchange.LOOP_INDEX) int index) {
        return ids(lead).get(index);
    }

    /** The query for the deal's elements of a list. */
    public Map<String, String> query(@Variable("lead") Lead lead, @Variable("list") long list) {
        Map<String, String> query = new TreeMap<>();
        lead.elements().stream()
                .filter(element -> element.metadata().catalogId() == list)
                .forEach(element -> query.put("filter[id][" + query.size() + "]", String.valueOf(element.id())));
        return query;
    }

    /** All that were read by now; a list that has none of them any more is answered by nothing. */
    public List<ElementList.Element> with(
            @Variable("elements") List<ElementList.Element> before, @Body ElementList answer) {
        return answer == null
                ? before
                : Stream.concat(before.stream(), answer.elements().stream()).toList();
    }

    private static List<Long> ids(Lead lead) {
        return lead.elements().stream()
                .map(element -> element.metadata().catalogId())
                .distinct()
                .toList();
    }
}
