package org.wonbooks.flow.billing;

import java.time.LocalDate;
import java.util.Objects;
import org.wonbooks.connection.Connection;
import org.wonbooks.decision.Shown;
import org.wonbooks.invoicing.draft.InvoiceDate;
import org.wonbooks.kommo.lead.Lead;

/** What a lead says of its invoice, by the connection's settings: who is billed, in which currency, on which day. */
public final class LeadTerms {

    private LeadTerms() {}

    /** What it says in a field; null: nothing. */
    public static String text(Lead lead, String field) {
        return lead.texts(field).stream().findFirst().orElse(null);
    }

    /** What it is in; null: not known. */
    public static String currency(Connection connection, Lead lead) {
        String field = connection.settings().invoice().currencyField();
        String said = field == null ? null : text(lead, field);
        return said == null ? connection.kommoCurrency() : said;
    }

    /** What it says of its invoice's date; null: nothing. */
    public static LocalDate date(Connection connection, Lead lead) {
        String field = connection.settings().invoice().dateField();
        return InvoiceDate.read(field == null ? null : text(lead, field), field, connection.zone());
    }

    /** Who is billed, as in a draft. */
    public static String party(Connection connection, Lead lead) {
        String contact = lead.contactId() == null ? null : "contact:" + lead.contactId();
        String company = lead.companyId() == null ? null : "company:" + lead.companyId();
        String billed = connection.settings().customer().billTo().of(company, contact);
        return Objects.requireNonNullElse(billed, "nobody");
    }

    /** What a person is shown of it before it is read who is billed. */
    public static Shown shown(Connection connection, Lead lead) {
        return Shown.of(lead.amount(), currency(connection, lead), party(connection, lead), null);
    }
}
