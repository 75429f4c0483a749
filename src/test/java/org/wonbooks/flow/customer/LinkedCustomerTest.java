package org.wonbooks.flow.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/**
 * The customer of an earlier deal, when the next deal of the same contact is won: gone meanwhile, or billed otherwise.
 */
class LinkedCustomerTest extends RunningWonbooks {

    private static final String COMPANY = "/quickbooks/realms/" + SandboxCalls.REALM + "/company";
    private static final String CUSTOMERS = "/quickbooks/realms/" + SandboxCalls.REALM + "/customer";

    @AfterEach
    void asUsual() {
        sandbox.patch(COMPANY, "{\"multiCurrency\": false}");
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\"}");
        settings("{}");
        currency("USD");
    }

    @Test
    void isFollowedToTheOneThatItWasMergedInto() {
        long first = won("{\"name\": \"Mona Merged\", \"email\": \"mona@merged.example\"}");
        String customer = customerOf(first);
        String other = sandbox.post(
                        CUSTOMERS,
                        "{\"DisplayName\": \"Merged Ltd\", \"PrimaryEmailAddr\": {\"Address\": \"mona@merged.example\"}}")
                .path("Id")
                .asText();
        sandbox.post(CUSTOMERS + "/" + customer + "/merge-into/" + other);

        long next = won("{\"id\": " + contactOf(first) + "}");
        assertThat(workState("deal-won", next)).as(reason("deal-won", next)).isEqualTo("DONE");
        assertThat(customerOf(next)).isEqualTo(other);
    }

    @Test
    void isBilledAgainOnceAPersonHasMadeItActive() {
        long first = won("{\"name\": \"Ina Inactive\", \"email\": \"ina@inactive.example\"}");
        String customer = customerOf(first);
        sandbox.patch(CUSTOMERS + "/" + customer, "{\"Active\": false}");

        long next = won("{\"id\": " + contactOf(first) + "}");
        assertThat(reason("deal-won", next)).startsWith("QuickBooks refused (610)");
        sandbox.patch(CUSTOMERS + "/" + customer, "{\"Active\": true}");
        replay(next);
        assertThat(customerOf(next)).isEqualTo(customer);
    }

    @Test
    void isNotBilledInAnotherCurrency() {
        sandbox.patch(COMPANY, "{\"multiCurrency\": true}");
        currency("USD");
        long first = won("{\"name\": \"Cora Currency\"}");
        String contact = "{\"id\": " + contactOf(first) + "}";

        currency("EUR");
        long mistaken = held(contact);
        currency("USD");
        ask(mistaken, "reconcile");
        assertThat(customerOf(mistaken)).as("put right in Kommo").isEqualTo(customerOf(first));

        currency("EUR");
        long meant = held(contact);
        ask(meant, "approve");
        assertThat(customerOf(meant)).as("approved").isNotEqualTo(customerOf(first));
        assertThat(customerOf(won(contact))).as("in euro").isEqualTo(customerOf(meant));
        currency("USD");
        assertThat(customerOf(won(contact))).as("in dollars").isEqualTo(customerOf(first));
    }

    /** QuickBooks remembers what it refused under an id: the next call has another one. */
    @Test
    void isMadeOnceAPersonHasFreedItsName() {
        String vendors = CUSTOMERS.replace("customer", "vendor");
        String vendor = sandbox.post(vendors, "{\"DisplayName\": \"Nina Clash\"}")
                .path("Id")
                .asText();
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"errors\"}");
        settings("{\"customer\": {\"nameClash\": \"hold\"}}");
        long lead = held("{\"name\": \"Nina Clash\"}", "called \"Nina Clash\" already");
        sandbox.patch(vendors + "/" + vendor, "{\"DisplayName\": \"Nina Clash Ltd\"}");
        ask(lead, "reconcile");
        assertThat(sandbox.customers("Nina Clash")).hasSize(1);
    }

    private long held(String contact) {
        return held(contact, "The deal is in EUR, and QuickBooks bills Cora Currency in USD");
    }

    private long held(String contact, String why) {
        long lead = sandbox.deal("{\"name\": \"Work\", \"price\": 100, \"contact\": " + contact + "}");
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "SKIPPED"::equals);
        assertThat(reason("deal-won", lead)).startsWith("Held: ").contains(why);
        return lead;
    }

    private void currency(String code) {
        sandbox.patch("/kommo/account", "{\"currency\": \"" + code + "\"}");
        provision();
    }

    private void ask(long lead, String what) {
        if (what.equals("approve")) {
            approve(lead);
        } else {
            product.post("/deals/" + connection().id() + "/" + lead + "/" + what);
        }
        awaitQuiet();
        assertThat(workState("deal-won", lead)).as(reason("deal-won", lead)).isEqualTo("DONE");
    }

    private long won(String contact) {
        long lead = sandbox.deal("{\"name\": \"Work\", \"price\": 100, \"contact\": " + contact + "}");
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), state -> state.matches("DONE|DEAD"));
        return lead;
    }

    private void replay(long lead) {
        assertThat(workState("deal-won", lead)).isEqualTo("DEAD");
        replay("deal-won", lead);
        awaitQuiet();
        assertThat(workState("deal-won", lead)).as(reason("deal-won", lead)).isEqualTo("DONE");
    }

    private String customerOf(long lead) {
        return jdbc.sql("select customer_id from deal where lead_id = ?")
                .param(lead)
                .query(String.class)
                .single();
    }

    private long contactOf(long lead) {
        return sandbox.lead(lead).at("/contact/id").asLong();
    }
}
