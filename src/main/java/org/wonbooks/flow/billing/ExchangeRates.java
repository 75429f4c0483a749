package org.wonbooks.flow.billing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.invoicing.draft.InvoiceDate;
import org.wonbooks.invoicing.money.DayRate;
import org.wonbooks.invoicing.money.InvoiceCurrency;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.quickbooks.company.ExchangeRate;

/**
 * QuickBooks' exchange rates: one is read for a company, currency and day. One that no invoice can be booked at is read
 * again for the next deal, since a person may have entered it meanwhile.
 */
@Component
class ExchangeRates {

    private static final Duration KEPT = Duration.ofDays(1);

    private final Clock clock;

    /** By company, the two currencies and day. */
    private final Map<String, Kept> rates = new ConcurrentHashMap<>();

    ExchangeRates(Clock clock) {
        this.clock = clock;
    }

    private record Kept(DayRate rate, Instant until) {}

    /** Keeps what was found for the invoice, with the rate of its day if it needs one, which may have to be read. */
    Read<?> ask(Run run, WantedReferences.Found found) {
        run.keep("references", found);
        // The invoice that is there keeps its rate.
        if (run.deal().frozen()) {
            return null;
        }
        Connection connection = run.connection();
        Lead lead = run.get("lead", Lead.class);
        String home = found.references().homeCurrency();
        InvoiceCurrency currency = InvoiceCurrency.of(
                LeadTerms.currency(connection, lead), home, found.references().severalCurrencies());
        if (!currency.foreign()) {
            return null;
        }
        LocalDate date = InvoiceDate.of(
                LeadTerms.date(connection, lead),
                connection.settings().invoice().dateField(),
                LocalDate.now(clock.withZone(connection.zone())));
        String key =
                String.join(" ", connection.id() + "/" + connection.realmId(), currency.code(), home, date.toString());
        Kept kept = rates.get(key);
        if (kept != null && kept.until().isAfter(clock.instant()) && !CompanyBooks.anew(run.deal())) {
            run.keep("references", found.at(kept.rate()));
            return null;
        }
        return Read.of("exchangerate", ExchangeRate.Answer.class)
                .with(ExchangeRate.of(currency.code(), date))
                .takeThen(answer -> take(run, found, key, new DayRate(answer.between(currency.code(), home))))
                .failing(RefusedFault.class, refused -> take(run, found, key, DayRate.NONE));
    }

    private Read<?> take(Run run, WantedReferences.Found found, String key, DayRate rate) {
        Instant now = clock.instant();
        rates.values().removeIf(kept -> kept.until().isBefore(now));
        if (rate.usable()) {
            rates.put(key, new Kept(rate, now.plus(KEPT)));
        }
        run.keep("references", found.at(rate));
        return null;
    }
}
