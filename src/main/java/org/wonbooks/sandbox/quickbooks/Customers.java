package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of customers: one name space with vendors and employees, lengths, deactivation. */
final class Customers {

    private static final String DELETED = " (deleted)";
    private static final List<String> NAME_PARTS = List.of("Title", "GivenName", "MiddleName", "FamilyName", "Suffix");

    private Customers() {}

    static ObjectNode create(Company company, JsonNode request) {
        ObjectNode body = Rules.body("Customer", request);
        ObjectNode customer = Rules.defaults("Customer");
        Rules.write("Customer", body, customer);
        settle(company, customer);
        return company.add("Customer", customer);
    }

    static ObjectNode update(Company company, JsonNode request) {
        ObjectNode body = Rules.body("Customer", request);
        ObjectNode customer = company.current("Customer", body);
        Rules.write("Customer", body, customer);
        String name = text(customer, "DisplayName");
        boolean active = body.path("Active").asBoolean();
        if (body.has("Active") && active != customer.path("Active").asBoolean()) {
            String bare = name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
            customer.put("Active", active).put("DisplayName", active ? bare : bare + DELETED);
        }
        settle(company, customer);
        return company.change("Customer", customer);
    }

    private static void settle(Company company, ObjectNode customer) {
        String name = text(customer, "DisplayName").strip();
        if (name.isEmpty()) {
            name = NAME_PARTS.stream()
                    .map(part -> text(customer, part).strip())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
        if (name.isEmpty()) {
            throw new QuickBooksFault("6080", "Business Validation Error: No name was supplied", null);
        }
        customer.put("DisplayName", name).put("FullyQualifiedName", name);
        Stream.concat(NAME_PARTS.stream(), Stream.of("DisplayName", "PrintOnCheckName"))
                .filter(field -> text(customer, field).matches("(?s).*[:\t\r\n].*"))
                .findFirst()
                .ifPresent(field -> {
                    throw new QuickBooksFault("2040", "Element contains invalid characters", field);
                });
        Rules.lengths("Customer", customer);
        if (customer.has("PrimaryEmailAddr")) {
            Rules.email(customer.at("/PrimaryEmailAddr/Address").asText());
        }
        if (customer.has("SalesTermRef")) {
            company.referred("Term", customer, "SalesTermRef");
        }
        if (!customer.has("PrintOnCheckName")) {
            customer.put("PrintOnCheckName", customer.path("CompanyName").asText(name));
        }
        String unique = name;
        boolean taken = Stream.of("Customer", "Vendor", "Employee")
                .flatMap(entity -> company.all(entity).stream())
                .filter(other -> !text(other, "Id").equals(text(customer, "Id")))
                .anyMatch(other -> text(other, "DisplayName").equalsIgnoreCase(unique));
        if (taken) {
            throw new QuickBooksFault("6240", "The name supplied already exists. : null", null);
        }
    }
}
