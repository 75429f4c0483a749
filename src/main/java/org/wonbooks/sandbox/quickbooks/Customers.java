package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.sandbox.Json;

/** The rules of customers: one name space with vendors and employees, lengths, deactivation. */
final class Customers {

    private static final String DELETED = " (deleted)";
    private static final Set<String> KEPT = Check.words(
            """
            Id SyncToken MetaData domain sparse Balance BalanceWithJobs CurrencyRef Job Active""");
    private static final Set<String> WRITABLE = Check.words(
            """
            DisplayName Title GivenName MiddleName FamilyName Suffix CompanyName PrintOnCheckName
            FullyQualifiedName PrimaryPhone AlternatePhone Mobile Fax PrimaryEmailAddr WebAddr BillAddr
            ShipAddr Notes Taxable SalesTermRef PaymentMethodRef DefaultTaxCodeRef PreferredDeliveryMethod
            ResaleNum ParentRef BillWithParent""");
    private static final Set<String> KNOWN =
            Stream.concat(KEPT.stream(), WRITABLE.stream()).collect(Collectors.toUnmodifiableSet());
    private static final List<String> NAME_PARTS = List.of("Title", "GivenName", "MiddleName", "FamilyName", "Suffix");
    private static final Map<String, Integer> LONGEST = Check.longest(
            """
            DisplayName=500 Title=16 GivenName=100 MiddleName=100 FamilyName=100 Suffix=16 CompanyName=100
            PrintOnCheckName=110 PrimaryPhone/FreeFormNumber=30 PrimaryEmailAddr/Address=100 Notes=2000
            BillAddr/Line1=500 BillAddr/City=255 BillAddr/CountrySubDivisionCode=255 BillAddr/PostalCode=30""");

    private Customers() {}

    static ObjectNode create(Company company, JsonNode request) {
        ObjectNode body = Check.properties("Customer", request, KNOWN);
        ObjectNode customer = Json.parse(
                """
                {"Taxable":true,"Job":false,"BillWithParent":false,"Balance":0,"BalanceWithJobs":0,
                 "CurrencyRef":{"value":"USD","name":"United States Dollar"},"PreferredDeliveryMethod":"Print",
                 "Active":true}""");
        Check.currency(body);
        copy(body, customer);
        settle(company, customer);
        return company.add("Customer", customer);
    }

    /** Sparse: only what is sent changes. Full: writable fields that are left out are cleared. */
    static ObjectNode update(Company company, JsonNode request) {
        ObjectNode body = Check.properties("Customer", request, KNOWN);
        ObjectNode customer = company.current("Customer", body);
        if (!body.path("sparse").asBoolean()) {
            customer.remove(WRITABLE);
        }
        copy(body, customer);
        String name = customer.path("DisplayName").asText();
        if (body.has("Active")
                && body.path("Active").asBoolean() != customer.path("Active").asBoolean()) {
            boolean active = body.path("Active").asBoolean();
            String bare = name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
            customer.put("Active", active).put("DisplayName", active ? bare : bare + DELETED);
        }
        settle(company, customer);
        return company.change("Customer", customer);
    }

    private static void copy(ObjectNode body, ObjectNode customer) {
        body.fields().forEachRemaining(field -> {
            if (field.getValue().isNull()) {
                customer.remove(field.getKey());
            } else if (WRITABLE.contains(field.getKey())) {
                customer.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void settle(Company company, ObjectNode customer) {
        String name = customer.path("DisplayName").asText().strip();
        if (name.isEmpty()) {
            name = NAME_PARTS.stream()
                    .map(part -> customer.path(part).asText().strip())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
        if (name.isEmpty()) {
            throw new QuickBooksFault("6080", "Business Validation Error: No name was supplied", null);
        }
        customer.put("DisplayName", name).put("FullyQualifiedName", name);
        Stream.concat(NAME_PARTS.stream(), Stream.of("DisplayName", "PrintOnCheckName"))
                .filter(field -> customer.path(field).asText().matches("(?s).*[:\t\r\n].*"))
                .findFirst()
                .ifPresent(field -> {
                    throw new QuickBooksFault("2040", "Element contains invalid characters", field);
                });
        Check.lengths(customer, LONGEST);
        if (customer.has("PrimaryEmailAddr")) {
            Check.email(customer.at("/PrimaryEmailAddr/Address").asText());
        }
        if (customer.has("SalesTermRef")) {
            company.referred("Term", customer, "SalesTermRef");
        }
        if (!customer.has("PrintOnCheckName")) {
            customer.put("PrintOnCheckName", customer.path("CompanyName").asText(name));
        }
        refuseTaken(company, name, customer.path("Id").asText());
    }

    private static void refuseTaken(Company company, String name, String ownId) {
        boolean taken = Stream.of("Customer", "Vendor", "Employee")
                .flatMap(entity -> company.all(entity).stream())
                .filter(other -> !other.path("Id").asText().equals(ownId))
                .anyMatch(other -> other.path("DisplayName").asText().equalsIgnoreCase(name));
        if (taken) {
            throw new QuickBooksFault("6240", "The name supplied already exists. : null", null);
        }
    }
}
