package org.wonbooks.flow.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.SandboxCalls;

/** A person in QuickBooks who does things to the invoices of some deals; to which, and how much, is drawn. */
final class Bookkeeper {

    /** What a bookkeeper does. */
    enum Action {
        PAY_PART,
        PAY_REST,
        PAY_TWO_AT_ONCE,
        MOVE_PAYMENT,
        VOID_PAYMENT,
        DELETE_PAYMENT,
        CREDIT_MEMO,
        EDIT_INVOICE,
        VOID_INVOICE,
        DELETE_INVOICE,
        REFUND,
        EDIT_REFUND,
        DELETE_REFUND,
        RENUMBER,
        RETURN_MAIL,
        SEND_AGAIN,
        /** Change data call something deleted that is there. */
        CALL_DELETED,
        /** Another deal is won, whose invoice QuickBooks settles by what the customer has paid in advance. */
        WIN_WITH_CREDIT
    }

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final SandboxCalls sandbox;
    private final List<String> ours;
    private final String customer;
    private final Random random;
    private final Refunds refunds;
    private JsonNode books;

    /** Did change data call something deleted in error? */
    boolean calledDeleted;

    /**
     * @param ours the ids of the invoices, which may become more
     * @param customer whom all of them are for
     */
    Bookkeeper(SandboxCalls sandbox, List<String> ours, String customer, Random random) {
        this.sandbox = sandbox;
        this.ours = ours;
        this.customer = customer;
        this.random = random;
        refunds = new Refunds(sandbox, customer, random);
    }

    /** Answers what was done, in words; empty when there was nothing to do it to, or QuickBooks refused it. */
    Optional<String> does(Action action) {
        books = sandbox.company();
        try {
            return Optional.ofNullable(
                    switch (action) {
                        case PAY_PART -> anOpenInvoice().map(this::payPart).orElse(null);
                        case PAY_REST -> anOpenInvoice().map(this::payRest).orElse(null);
                        case PAY_TWO_AT_ONCE -> payTwo();
                        case MOVE_PAYMENT -> aPayment().map(this::move).orElse(null);
                        case VOID_PAYMENT -> simply(aPayment(), "payments", "/void");
                        case DELETE_PAYMENT -> simply(aPayment(), "payments", "/delete");
                        case CREDIT_MEMO -> anOpenInvoice().map(this::credit).orElse(null);
                        case EDIT_INVOICE -> anInvoice().map(this::edit).orElse(null);
                        case VOID_INVOICE -> simply(anInvoice(), "invoices", "/void");
                        case DELETE_INVOICE -> simply(anInvoice(), "invoices", "/delete");
                        case REFUND -> anInvoice().map(refunds::make).orElse(null);
                        case EDIT_REFUND ->
                            one(refunds.all(books)).map(refunds::edit).orElse(null);
                        case DELETE_REFUND ->
                            one(refunds.all(books))
                                    .map(refund -> simply("/quickbooks/refundreceipts/" + id(refund)
                                            + (random.nextBoolean() ? "/delete" : "/void")))
                                    .orElse(null);
                        case RENUMBER -> anInvoice().map(this::renumber).orElse(null);
                        case RETURN_MAIL ->
                            anInvoice()
                                    .map(invoice -> simply("/quickbooks/invoices/" + id(invoice) + "/return?error="
                                            + List.of("Undeliverable", "Bounced%20Email")
                                                    .get(random.nextInt(2))))
                                    .orElse(null);
                        case SEND_AGAIN -> simply(anInvoice(), "invoices", "/send");
                        case CALL_DELETED -> callDeleted();
                        case WIN_WITH_CREDIT -> takeInAdvance();
                    });
        } catch (IllegalStateException refused) {
            if (refused.getMessage().startsWith("400 ")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private String payPart(JsonNode invoice) {
        return pay(Map.of(id(invoice), part(balance(invoice))), BigDecimal.ZERO);
    }

    /** Sometimes too much. */
    private String payRest(JsonNode invoice) {
        BigDecimal more = random.nextInt(4) == 0 ? new BigDecimal("12.34") : BigDecimal.ZERO;
        return pay(Map.of(id(invoice), balance(invoice)), more);
    }

    private String payTwo() {
        List<JsonNode> open = invoices(this::isOpen).toList();
        if (open.size() < 2) {
            return null;
        }
        int first = random.nextInt(open.size());
        Map<String, BigDecimal> lines = new LinkedHashMap<>();
        for (JsonNode invoice : List.of(open.get(first), open.get((first + 1) % open.size()))) {
            lines.put(id(invoice), random.nextBoolean() ? balance(invoice) : part(balance(invoice)));
        }
        return pay(lines, BigDecimal.ZERO);
    }

    private String pay(Map<String, BigDecimal> lines, BigDecimal more) {
        BigDecimal total = lines.values().stream().reduce(more, BigDecimal::add);
        String body = "{\"lines\": %s, \"total\": %s}".formatted(json(lines), total);
        return "payment " + id(sandbox.post("/quickbooks/payments", body)) + " made: " + body;
    }

    /** What it pays of one invoice, or what it pays of none, pays another one from now on. */
    private String move(JsonNode payment) {
        Map<String, BigDecimal> lines = new LinkedHashMap<>();
        payment.path("lines").forEach(line -> lines.put(id(line), decimal(line, "amount")));
        List<String> from = List.copyOf(lines.keySet());
        BigDecimal moved =
                from.isEmpty() ? decimal(payment, "unapplied") : lines.remove(from.get(random.nextInt(from.size())));
        List<JsonNode> to = invoices(this::isOpen)
                .filter(invoice -> !from.contains(id(invoice)))
                .toList();
        if (to.isEmpty()) {
            return null;
        }
        JsonNode other = to.get(random.nextInt(to.size()));
        lines.put(id(other), moved.min(balance(other)));
        String body = "{\"lines\": %s}".formatted(json(lines));
        sandbox.post("/quickbooks/payments/" + id(payment), body);
        return "payment " + id(payment) + " is now: " + body;
    }

    private String credit(JsonNode invoice) {
        BigDecimal amount = random.nextBoolean() ? balance(invoice) : part(balance(invoice));
        return simply("/quickbooks/invoices/" + id(invoice) + "/credit?amount=" + amount);
    }

    /** To more than it is, or to less: sometimes than what is paid of it. */
    private String edit(JsonNode invoice) {
        BigDecimal total = decimal(invoice, "total");
        BigDecimal amount = random.nextBoolean() ? part(total) : total.add(part(total.add(CENT)));
        String body = "{\"amount\": %s}".formatted(amount);
        sandbox.post("/quickbooks/invoices/" + id(invoice), body);
        return "invoice " + id(invoice) + " is now: " + body;
    }

    private String renumber(JsonNode invoice) {
        String number = "N-" + (100 + random.nextInt(900));
        sandbox.post("/quickbooks/invoices/" + id(invoice), "{\"number\": \"%s\"}".formatted(number));
        return "invoice " + id(invoice) + " has the number " + number;
    }

    private String callDeleted() {
        calledDeleted = true;
        return switch (random.nextInt(3)) {
            case 0 -> simply(anInvoice(), "invoices", "/misname");
            case 1 -> simply(aPayment(), "payments", "/misname");
            default ->
                one(refunds.all(books))
                        .map(refund -> simply("/quickbooks/refundreceipts/" + id(refund) + "/misname"))
                        .orElse(null);
        };
    }

    /** Money, or a credit memo: for no invoice yet. */
    private String takeInAdvance() {
        sandbox.patch("/quickbooks/realms/" + SandboxCalls.REALM + "/company", "{\"autoApplyCredit\": true}");
        String amount = List.of("20.00", "120.50", "200.00").get(random.nextInt(3));
        String how = random.nextBoolean() ? "/pay" : "/credit";
        return simply("/quickbooks/customers/" + customer + how + "?amount=" + amount);
    }

    private String simply(Optional<JsonNode> one, String list, String what) {
        return one.map(found -> simply("/quickbooks/" + list + "/" + id(found) + what))
                .orElse(null);
    }

    private String simply(String path) {
        sandbox.post(path);
        return path;
    }

    private Optional<JsonNode> anOpenInvoice() {
        return one(invoices(this::isOpen));
    }

    private Optional<JsonNode> anInvoice() {
        return one(invoices(invoice -> !invoice.path("voided").asBoolean()));
    }

    private Optional<JsonNode> aPayment() {
        return one(stream(books.path("payments"))
                .filter(payment -> !payment.path("voided").asBoolean()));
    }

    private Stream<JsonNode> invoices(Predicate<JsonNode> which) {
        return stream(books.path("invoices"))
                .filter(invoice -> ours.contains(id(invoice)))
                .filter(which);
    }

    private boolean isOpen(JsonNode invoice) {
        return balance(invoice).signum() > 0;
    }

    private Optional<JsonNode> one(Stream<JsonNode> some) {
        List<JsonNode> all = some.toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** A part of the amount, to the cent, that leaves something. */
    private BigDecimal part(BigDecimal amount) {
        BigDecimal part =
                amount.multiply(BigDecimal.valueOf(random.nextDouble())).setScale(2, RoundingMode.DOWN);
        return part.max(CENT);
    }

    private static String json(Map<String, BigDecimal> lines) {
        return lines.entrySet().stream()
                .map(line ->
                        "\"%s\": %s".formatted(line.getKey(), line.getValue().toPlainString()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static BigDecimal balance(JsonNode invoice) {
        return decimal(invoice, "balance");
    }

    private static BigDecimal decimal(JsonNode holder, String field) {
        return new BigDecimal(holder.path(field).asText());
    }

    private static String id(JsonNode holder) {
        return holder.path("id").asText();
    }

    private static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }
}
