package org.wonbooks.flow.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Lines;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.flow.billing.LeadTerms;
import org.wonbooks.kommo.lead.Lead;

/**
 * What a deal itself says of what it sells, a line of text for each thing that the settings take from it: frozen with
 * the invoice, it tells of a later change that leaves the amount as it was.
 */
public final class Sold {

    private static final int LONGEST_CHANGES = 300;

    private Sold() {}

    public static String of(Connection connection, Lead lead) {
        ConnectionSettings.Invoice settings = connection.settings().invoice();
        List<String> lines = new ArrayList<>();
        if (settings.lines() == Lines.PRODUCTS) {
            lines.add(lead.elements().stream()
                    .map(Sold::product)
                    .sorted()
                    .collect(Collectors.joining(", ", "products ", "")));
        }
        if (settings.discountField() != null) {
            lines.add("discount " + text(lead, settings.discountField()));
        }
        if (settings.currencyField() != null) {
            lines.add("currency " + text(lead, settings.currencyField()));
        }
        return String.join("\n", lines);
    }

    /**
     * What it says now and did not before, in words; empty: nothing. What was not written down, by the settings of that
     * time or by an older version, is no change.
     *
     * @param before null: nothing was written down
     */
    public static String changes(String before, String now) {
        String changes = before == null
                ? ""
                : now.lines()
                        .filter(line -> before.lines().noneMatch(line::equals))
                        .filter(line -> before.lines().map(Sold::thing).anyMatch(thing(line)::equals))
                        .map(String::strip)
                        .collect(Collectors.joining(", "));
        return DatabaseText.fit(changes, LONGEST_CHANGES);
    }

    private static String product(Lead.LinkedElement element) {
        Lead.LinkedBy linked = element.metadata();
        String quantity = linked.quantity() == null
                ? ""
                : " x " + linked.quantity().stripTrailingZeros().toPlainString();
        String price = linked.priceId() == null ? "" : " @ " + linked.priceId();
        return element.id() + quantity + price;
    }

    private static String text(Lead lead, String field) {
        return Objects.requireNonNullElse(LeadTerms.text(lead, field), "").replaceAll("\\s+", " ");
    }

    private static String thing(String line) {
        return line.substring(0, line.indexOf(' '));
    }
}
