package org.wonbooks.sandbox.quickbooks.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.sandbox.quickbooks.Client.code;
import static org.wonbooks.sandbox.quickbooks.Client.invoiceBody;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.quickbooks.SeededBooks;

/** Customers, vendors, employees, items and other lists, as people and clients change them. */
class ListsTest extends SeededBooks {

    @ParameterizedTest
    @ValueSource(strings = {"customer", "vendor", "employee"})
    void peopleShareOneNameSpaceUntilTheyAreInactive(String list) throws IOException {
        String id = add(list, "{\"DisplayName\": \"Jane Roe\"}");
        assertThat(toldInFull()).containsExactly("qbo." + list + ".created.v1 " + id);
        for (String other : new String[] {"customer", "vendor", "employee"}) {
            Answer refused = sandbox.send("POST", "/sandbox" + REALM + "/" + other, "{\"DisplayName\": \"jane roe\"}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("detail").asText()).startsWith("6240");
        }
        assertThat(code(client.post("/customer", "{\"DisplayName\": \"Jane Roe\"}")))
                .isEqualTo("6240");
        assertThat(toldInFull()).isEmpty();

        JsonNode left = sandbox.control("PATCH", REALM + "/" + list + "/" + id, "{\"Active\": false}");
        assertThat(left.path("DisplayName").asText()).isEqualTo("Jane Roe (deleted)");
        assertThat(toldInFull()).containsExactly("qbo." + list + ".updated.v1 " + id);
        assertThat(client.post("/customer", "{\"DisplayName\": \"Jane Roe\"}").status())
                .isEqualTo(200);
        JsonNode realm = sandbox.control("GET", "/state", null).at("/quickbooks/realms/0");
        assertThat(realm.path("reads").asInt()).isZero();
    }

    @Test
    void anInactiveCustomerTakesNoInvoice() throws IOException {
        String customer = add("customer", "{\"DisplayName\": \"Jane Roe\"}");
        sandbox.control("PATCH", REALM + "/customer/" + customer, "{\"Active\": false}");
        assertThat(code(client.post("/invoice", invoiceBody(customer, "10.00"))))
                .isEqualTo("610");

        sandbox.control("PATCH", REALM + "/customer/" + customer, "{\"Active\": true}");
        JsonNode invoice = client.invoice(customer, "10.00", "one");
        assertThat(invoice.at("/CustomerRef/name").asText()).isEqualTo("Jane Roe");
    }

    @Test
    void aMergedCustomerIsGoneAndItsInvoicesAreTheOthers() throws IOException {
        String loser = client.customer("Jane Roe");
        String survivor = client.customer("Roe BV");
        String invoice = client.invoice(loser, "10.00", "one").path("Id").asText();
        client.invoice(survivor, "5.00", "two");
        kept();

        JsonNode merged = sandbox.control("POST", REALM + "/customer/" + loser + "/merge-into/" + survivor, "");

        assertThat(merged.path("Balance").toString()).isEqualTo("15.00");
        assertThat(code(client.get("/customer/" + loser))).isEqualTo("610");
        assertThat(code(client.post("/invoice", invoiceBody(loser, "10.00")))).isEqualTo("2500");
        JsonNode moved = client.get("/invoice/" + invoice).json().at("/Invoice/CustomerRef");
        assertThat(moved.path("value").asText()).isEqualTo(survivor);
        assertThat(moved.path("name").asText()).isEqualTo("Roe BV");
        JsonNode event = kept().get(0).get(0);
        assertThat(event.path("type").asText()).isEqualTo("qbo.customer.merged.v1");
        assertThat(event.path("intuitentityid").asText()).isEqualTo(survivor);
        assertThat(event.at("/data/deletedid").asText()).isEqualTo(loser);
        assertThat(client.post("/customer", "{\"DisplayName\": \"Jane Roe\"}").status())
                .isEqualTo(200);
    }

    @Test
    void theOldWebhooksTellOfAMergeToo() throws IOException {
        sandbox.control("PATCH", "/hooks", "{\"legacy\":true}");
        String loser = add("customer", "{\"DisplayName\": \"Jane Roe\"}");
        String survivor = add("customer", "{\"DisplayName\": \"Roe BV\"}");
        kept();
        sandbox.control("POST", REALM + "/customer/" + loser + "/merge-into/" + survivor, "");

        JsonNode entity = kept().get(0).at("/eventNotifications/0/dataChangeEvent/entities/0");
        assertThat(entity.path("operation").asText()).isEqualTo("Merge");
        assertThat(entity.path("id").asText()).isEqualTo(survivor);
        assertThat(entity.path("deletedId").asText()).isEqualTo(loser);
    }

    @Test
    void aSubCustomerIsNamedAfterItsParentAndOwesWithIt() throws IOException {
        String parent = client.customer("Roe BV");
        Answer created = client.post(
                "/customer", "{\"DisplayName\":\"Delft\",\"Job\":true,\"ParentRef\":{\"value\":\"" + parent + "\"}}");
        JsonNode child = created.json().path("Customer");
        assertThat(child.path("FullyQualifiedName").asText()).isEqualTo("Roe BV:Delft");
        assertThat(child.path("Job").asBoolean()).isTrue();
        assertThat(child.at("/ParentRef/name").asText()).isEqualTo("Roe BV");
        String id = child.path("Id").asText();

        client.invoice(id, "10.00", "one");
        JsonNode above = client.get("/customer/" + parent).json().path("Customer");
        assertThat(above.path("Balance").decimalValue()).isZero();
        assertThat(above.path("BalanceWithJobs").toString()).isEqualTo("10.00");

        sandbox.control("PATCH", REALM + "/customer/" + parent, "{\"DisplayName\": \"Roe NV\"}");
        assertThat(client.query("SELECT * FROM Customer WHERE FullyQualifiedName = 'Roe NV:Delft'")
                        .json()
                        .at("/QueryResponse/Customer/0/Id")
                        .asText())
                .isEqualTo(id);
        assertThat(code(client.post("/customer", "{\"DisplayName\":\"B\",\"ParentRef\":{\"value\":\"999\"}}")))
                .isEqualTo("2500");
        assertThat(code(client.post("/customer", "{\"DisplayName\": \"Delft\"}")))
                .isEqualTo("6240");
        Answer circle = sandbox.send(
                "PATCH", "/sandbox" + REALM + "/customer/" + parent, "{\"ParentRef\": {\"value\": \"" + id + "\"}}");
        assertThat(circle.status()).isEqualTo(400);
        Answer merged = sandbox.send("POST", "/sandbox" + REALM + "/customer/" + parent + "/merge-into/" + id, "");
        assertThat(merged.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"Name": "Services", "IncomeAccountRef": {"value": "1"}}                | 6240
            {"Name": "Consulting"}                                                  | 2020
            {"IncomeAccountRef": {"value": "1"}}                                    | 2020
            {"Name": "A:B", "IncomeAccountRef": {"value": "1"}}                     | 2040
            {"Name": "Consulting", "IncomeAccountRef": {"value": "99"}}             | 2500
            {"Name": "Consulting", "IncomeAccountRef": {"value": "4"}}              | 6430
            {"Name": "Consulting", "Type": "Idea", "IncomeAccountRef": {"value": "1"}} | 2170
            {"Name": "Consulting", "Colour": "red"}                                 | 2010""")
    void anItemIsHeldToItsRules(String item, String code) throws IOException {
        assertThat(code(client.post("/item", item))).isEqualTo(code);
    }

    @Test
    void anItemIsCreatedAndFoundByItsSku() throws IOException {
        JsonNode account = client.query("SELECT * FROM Account WHERE AccountType = 'Income' AND Active = true")
                .json()
                .at("/QueryResponse/Account");
        assertThat(account.findValuesAsText("AccountSubType"))
                .containsExactlyInAnyOrder("ServiceFeeIncome", "SalesOfProductIncome");
        String body = "{\"Name\": \"Hosting\", \"Sku\": \"HOST-1\", \"IncomeAccountRef\": {\"value\": \"1\"}}";
        JsonNode item = client.post("/item?requestid=hosting", body).json().path("Item");
        assertThat(item.path("Type").asText()).isEqualTo("Service");
        String id = item.path("Id").asText();
        assertThat(client.post("/item?requestid=hosting", body)
                        .json()
                        .at("/Item/Id")
                        .asText())
                .isEqualTo(id);

        String bySku = "SELECT * FROM Item WHERE Sku = 'host-1'";
        assertThat(client.query(bySku).json().at("/QueryResponse/Item/0/Id").asText())
                .isEqualTo(id);
        sandbox.control("PATCH", REALM + "/item/" + id, "{\"Active\": false}");
        assertThat(client.query(bySku).json().path("QueryResponse")).isEmpty();
        assertThat(client.query("SELECT * FROM Item WHERE Sku = 'HOST-1' AND Active IN (true,false)")
                        .json()
                        .at("/QueryResponse/Item/0/Name")
                        .asText())
                .isEqualTo("Hosting (deleted)");
        String other = add("item", "{\"Name\": \"Hosting\", \"Sku\": \"HOST-2\"}");
        assertThat(add("item", "{\"Name\": \"Small\", \"ParentRef\": {\"value\": \"" + other + "\"}}"))
                .isNotEmpty();
        assertThat(client.query("SELECT * FROM Item WHERE FullyQualifiedName = 'Hosting:Small'")
                        .json()
                        .at("/QueryResponse/maxResults")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2026-09-15, 2026-09-20", "2026-09-18, 2026-10-20", "2026-09-21, 2026-10-20"})
    void termsCanFallOnADayOfTheMonth(String written, String due) throws IOException {
        String term = client.post("/term", "{\"Name\":\"The 20th\",\"DayOfMonthDue\":20,\"DueNextMonthDays\":5}")
                .json()
                .at("/Term/Id")
                .asText();
        String body = invoiceBody(client.customer("Jane Roe"), "10.00")
                .replace("\"SalesTermRef\":{\"value\":\"2\"}", "\"SalesTermRef\":{\"value\":\"" + term + "\"}")
                .replace("2026-09-15", written);

        assertThat(client.post("/invoice", body).json().at("/Invoice/DueDate").asText())
                .isEqualTo(due);
        assertThat(code(client.post("/term", "{\"Name\": \"Net 30\", \"DueDays\": 30}")))
                .isEqualTo("6240");
    }

    @ParameterizedTest
    @CsvSource({"class, Class", "department, Department"})
    void classesAndLocationsAreFoundByName(String list, String entity) throws IOException {
        String id = add(list, "{\"Name\": \"North\"}");
        String byName = "SELECT * FROM " + entity + " WHERE Name = 'North' AND Active = true";
        assertThat(client.query(byName)
                        .json()
                        .at("/QueryResponse/" + entity + "/0/Id")
                        .asText())
                .isEqualTo(id);
        sandbox.control("PATCH", REALM + "/" + list + "/" + id, "{\"Active\": false}");
        assertThat(client.query(byName).json().path("QueryResponse")).isEmpty();
        assertThat(sandbox.control("GET", REALM + "/" + list + "/" + id, null)
                        .path("Name")
                        .asText())
                .isEqualTo("North (deleted)");
        assertThat(sandbox.control("GET", REALM + "/" + list, null)).hasSize(1);
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        for (String path : new String[] {"/customer/999", "/nothing/1", "/nothing"}) {
            assertThat(sandbox.send("GET", "/sandbox" + REALM + path, null).status())
                    .isEqualTo(404);
        }
        assertThat(sandbox.send("PATCH", "/sandbox" + REALM + "/item/999", "{}").status())
                .isEqualTo(404);
    }

    private String add(String list, String body) throws IOException {
        return sandbox.control("POST", REALM + "/" + list, body).path("Id").asText();
    }

    private static List<String> toldInFull() throws IOException {
        List<String> told = new ArrayList<>();
        for (JsonNode body : kept()) {
            body.forEach(event -> told.add(event.path("type").asText() + " "
                    + event.path("intuitentityid").asText()));
        }
        return told;
    }
}
