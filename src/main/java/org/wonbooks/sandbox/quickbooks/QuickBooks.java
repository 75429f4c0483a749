package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.RateWindow;
import org.wonbooks.sandbox.SandboxClock;
import org.wonbooks.sandbox.SandboxSettings;
import org.wonbooks.sandbox.SimulatedSystem;
import org.wonbooks.sandbox.Store;

/** QuickBooks, as the shared part of the sandbox sees it. */
@Component
@Profile("sandbox")
class QuickBooks implements SimulatedSystem {

    private static final List<Duration> LADDER = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(6));

    private final Store store;
    private final Books books;
    private final Clock clock;
    private final RateWindow second;
    private final RateWindow minute;
    private final AtomicInteger refusals = new AtomicInteger();

    QuickBooks(Store store, Books books, SandboxClock clock, SandboxSettings settings) {
        this.store = store;
        this.books = books;
        this.clock = clock;
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
    public boolean admit(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("intuit_tid", "1-" + UUID.randomUUID());
        String realm = path.replaceFirst("/v3/company/([^/]*).*", "$1");
        if (realm.equals(path) || second.take(realm) && minute.take(realm)) {
            return true;
        }
        boolean xml = refusals.getAndIncrement() % 2 == 1;
        QuickBooksFault fault = QuickBooksFault.throttled();
        response.setStatus(429);
        response.setContentType(xml ? "application/xml" : "application/json");
        byte[] body = xml
                ? fault.xml().getBytes(StandardCharsets.UTF_8)
                : fault.answer(clock).getBody();
        response.getOutputStream().write(body);
        return false;
    }

    @Override
    public void seed() {
        Seed.sow(store, books);
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
            String id = invoice.path("Id").asText();
            ObjectNode one = invoices.addObject().put("id", id);
            one.set("docNumber", invoice.get("DocNumber"));
            one.set("customer", invoice.at("/CustomerRef/name"));
            one.set("total", invoice.get("TotalAmt"));
            one.set("balance", invoice.get("Balance"));
            one.set("emailStatus", invoice.get("EmailStatus"));
            one.put("emails", company.emails(id).path("to").size());
            one.set("privateNote", invoice.get("PrivateNote"));
        }
        ArrayNode customers = realm.putArray("customers");
        for (ObjectNode customer : company.all("Customer")) {
            ObjectNode one = customers.addObject();
            one.set("id", customer.get("Id"));
            one.set("name", customer.get("DisplayName"));
            one.put("email", customer.at("/PrimaryEmailAddr/Address").asText(null));
            one.set("active", customer.get("Active"));
            one.set("balance", customer.get("Balance"));
        }
        ArrayNode payments = realm.putArray("payments");
        for (ObjectNode payment : company.all("Payment")) {
            ObjectNode one = payments.addObject();
            one.set("id", payment.get("Id"));
            one.set("customer", payment.at("/CustomerRef/name"));
            one.set("total", payment.get("TotalAmt"));
            one.set("unapplied", payment.get("UnappliedAmt"));
            ArrayNode paid = one.putArray("invoices");
            payment.path("Line").forEach(line -> paid.add(line.at("/LinkedTxn/0/TxnId")));
        }
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
