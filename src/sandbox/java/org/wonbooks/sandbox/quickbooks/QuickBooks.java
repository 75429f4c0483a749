package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PostConstruct;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.contract.Contract.Violation;
import org.wonbooks.sandbox.contract.RateWindow;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.contract.SimulatedSystem;
import org.wonbooks.sandbox.quickbooks.company.Companies;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.setup.Lists;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxSettings;
import org.wonbooks.sandbox.store.Store;

/** QuickBooks, as the shared part of the sandbox sees it. */
@Component
@Profile("sandbox")
class QuickBooks implements SimulatedSystem {

    private static final List<Duration> LADDER = Stream.of("10s", "20s", "30s", "5m", "20m", "2h", "4h", "6h")
            .map(step -> Duration.parse("PT" + step))
            .toList();

    private final Store store;
    private final Companies companies;
    private final RateWindow second;
    private final RateWindow minute;
    private final AtomicInteger refusals = new AtomicInteger();

    QuickBooks(Store store, Companies companies, SandboxSettings settings) {
        this.store = store;
        this.companies = companies;
        this.second = new RateWindow(10 * settings.speed(), Duration.ofSeconds(1));
        this.minute = new RateWindow(500 * settings.speed(), Duration.ofMinutes(1));
    }

    /** Books that were kept before the sandbox had accounts get them. */
    @PostConstruct
    void addAccounts() {
        store.turn(() -> companies.all().stream()
                .filter(company -> company.all("Account").isEmpty())
                .forEach(company -> fill(company, "Account")));
    }

    private static void fill(Company company, String list) {
        Json.seed("quickbooks").path(list).forEach(each -> company.add(list, text(each, "Id"), each.deepCopy()));
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

    /** A statement is judged as it is read. */
    @Override
    public void describe(ObjectNode call) {
        if (call.at("/query/query").isTextual() && text(call, "path").endsWith("/query")) {
            call.set(
                    "statement",
                    QuickBooksJudgement.statement(
                            Query.parse(store, call.at("/query/query").asText())));
        }
    }

    @Override
    public Refusal refusal(String row, List<Violation> violations) {
        return QuickBooksJudgement.refusal(row, violations);
    }

    /** What the books answer to a write, as against the gateway before them, belongs to its {@code requestid}. */
    @Override
    public void failed(String path, HttpServletRequest request, ResponseEntity<byte[]> answer) {
        int status = answer.getStatusCode().value();
        if (path.startsWith("/v3/company/") && (status == 400 || status >= 500)) {
            String requestId = request.getParameter("requestid");
            companies
                    .of(path.split("/")[3])
                    .filter(company -> requestId != null)
                    .ifPresent(company -> company.rememberFailure(requestId, answer));
        }
    }

    @Override
    public void seed() {
        store.clear("quickbooks.");
        JsonNode seed = Json.seed(name());
        for (JsonNode described : seed.path("companies")) {
            ObjectNode realm = (ObjectNode) described.get("realm");
            Company company = companies.add(realm);
            for (String list : List.of("Account", "Item", "Term")) {
                fill(company, list);
            }
            ObjectNode preferences = seed.path("Preferences").deepCopy();
            JsonNode customNumbers = described.get("customTxnNumbers");
            ObjectNode forms = preferences.withObjectProperty("SalesFormsPrefs");
            forms.set("CustomTxnNumbers", customNumbers);
            forms.set("ETransactionPaymentEnabled", realm.path("payments"));
            company.add("Preferences", "1", preferences);
            String name = text(realm, "companyName");
            ObjectNode info = seed.path("CompanyInfo").deepCopy();
            company.add("CompanyInfo", "1", info.put("CompanyName", name).put("LegalName", name));
            for (String list : List.of("Vendor", "Employee")) {
                described.path(list).forEach(each -> company.add(list, ((ObjectNode) each).put("Active", true)));
            }
            for (JsonNode customer : described.path("Customer")) {
                ObjectNode body = ((ObjectNode) customer.deepCopy()).without("Active");
                ObjectNode created = Lists.create(company, "Customer", body).object();
                if (customer.has("Active")) {
                    Lists.update(
                            company, "Customer", created.put("sparse", true).put("Active", false));
                }
            }
        }
    }

    @Override
    public ObjectNode state() {
        ObjectNode state = Json.object();
        ArrayNode realms = state.putArray("realms");
        companies.all().forEach(company -> realms.add(Books.shown(company)));
        return state;
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
