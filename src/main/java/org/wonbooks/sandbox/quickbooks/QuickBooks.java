package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.RateWindow;
import org.wonbooks.sandbox.SandboxSettings;
import org.wonbooks.sandbox.SimulatedSystem;

/** QuickBooks, as the shared part of the sandbox sees it. */
@Component
@Profile("sandbox")
class QuickBooks implements SimulatedSystem {

    private static final List<Duration> LADDER = Stream.of("10s", "20s", "30s", "5m", "20m", "2h", "4h", "6h")
            .map(step -> Duration.parse("PT" + step))
            .toList();

    private final Books books;
    private final RateWindow second;
    private final RateWindow minute;
    private final AtomicInteger refusals = new AtomicInteger();

    QuickBooks(Books books, SandboxSettings settings) {
        this.books = books;
        this.second = new RateWindow(10 * settings.speed(), Duration.ofSeconds(1));
        this.minute = new RateWindow(500 * settings.speed(), Duration.ofMinutes(1));
    }

    @Override
    public String name() {
        return "quickbooks";
    }

    @Override
    public boolean isApi(String path) {
        return path.matches("/(v3|oauth2|v2/oauth2)/.*");
    }

    /** Ten a second and 500 a minute for a company; refused in JSON and in XML by turns. */
    @Override
    public void admit(String path, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("intuit_tid", "1-" + UUID.randomUUID());
        String realm = path.replaceFirst("/v3/company/([^/]*).*", "$1");
        if (!realm.equals(path) && !(second.take(realm) && minute.take(realm))) {
            throw QuickBooksFault.throttled(refusals.getAndIncrement() % 2 == 1);
        }
    }

    @Override
    public void seed() {
        books.seed();
    }

    @Override
    public ObjectNode state() {
        ObjectNode state = Json.object();
        ArrayNode realms = state.putArray("realms");
        books.companies().forEach(company -> describe(company, realms.addObject()));
        return state;
    }

    private static void describe(Company company, ObjectNode realm) {
        ObjectNode profile = company.profile();
        realm.put("realmId", company.realmId());
        realm.set("companyName", profile.get("companyName"));
        realm.set("reads", profile.get("reads"));
        ArrayNode invoices = realm.putArray("invoices");
        for (ObjectNode invoice : company.all("Invoice")) {
            int emails = company.emails(text(invoice, "Id")).path("to").size();
            invoices.add(pick(
                            invoice,
                            "id=/Id docNumber=/DocNumber customer=/CustomerRef/name total=/TotalAmt balance=/Balance"
                                    + " emailStatus=/EmailStatus privateNote=/PrivateNote")
                    .put("emails", emails));
        }
        ArrayNode customers = realm.putArray("customers");
        company.all("Customer")
                .forEach(customer -> customers.add(pick(
                        customer,
                        "id=/Id name=/DisplayName email=/PrimaryEmailAddr/Address active=/Active balance=/Balance")));
        ArrayNode payments = realm.putArray("payments");
        for (ObjectNode payment : company.all("Payment")) {
            ObjectNode one = pick(payment, "id=/Id customer=/CustomerRef/name total=/TotalAmt unapplied=/UnappliedAmt");
            ArrayNode paid = one.putArray("invoices");
            payment.path("Line").forEach(line -> paid.add(line.at("/LinkedTxn/0/TxnId")));
            payments.add(one);
        }
    }

    /** @param fields {@code name=/pointer}, separated by blanks; null for what is not there */
    private static ObjectNode pick(ObjectNode from, String fields) {
        ObjectNode picked = Json.object();
        for (String field : fields.split(" ")) {
            String[] parts = field.split("=");
            JsonNode value = from.at(parts[1]);
            picked.set(parts[0], value.isMissingNode() ? null : value);
        }
        return picked;
    }

    @Override
    public Duration hookTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public boolean delivered(int status) {
        return status == 200;
    }

    /** The ladder, then every six hours for ever. */
    @Override
    public Optional<Duration> retryAfter(int attempts, int status) {
        return Optional.of(LADDER.get(Math.min(attempts, LADDER.size()) - 1));
    }
}
