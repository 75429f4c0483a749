package org.wonbooks.sandbox.quickbooks.setup;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;

/**
 * What the entries of lists have in common: customers, vendors, employees, items, terms, tax codes, classes, places.
 */
public final class Lists {

    private static final String DELETED = " (deleted)";
    private static final List<String> PEOPLE = List.of("Customer", "Vendor", "Employee");
    private static final List<String> NAME_PARTS = List.of("Title", "GivenName", "MiddleName", "FamilyName", "Suffix");

    private Lists() {}

    public static Outcome create(Company company, String entity, JsonNode request) {
        ObjectNode body = Rules.body(entity, request);
        ObjectNode entry = Rules.defaults(entity);
        Rules.write(entity, body, entry);
        settle(company, entity, entry, body);
        return Outcome.of(entity, company.add(entity, entry), "created", List.of());
    }

    /** An entry that is made inactive gives its name away. */
    public static Outcome update(Company company, String entity, JsonNode request) {
        ObjectNode body = Rules.body(entity, request);
        ObjectNode entry = company.current(entity, body);
        Rules.write(entity, body, entry);
        boolean active = body.path("Active").asBoolean();
        if (body.has("Active") && active != entry.path("Active").asBoolean()) {
            String name = text(entry, nameField(entity));
            String bare = name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
            entry.put("Active", active).put(nameField(entity), active ? bare : bare + DELETED);
        }
        settle(company, entity, entry, body);
        company.change(entity, entry);
        renameChildren(company, entity, entry);
        return Outcome.of(entity, entry, "updated", List.of());
    }

    private static void settle(Company company, String entity, ObjectNode entry, ObjectNode body) {
        String name = name(entity, entry);
        entry.put(nameField(entity), name);
        Stream.concat(NAME_PARTS.stream(), Stream.of(nameField(entity), "PrintOnCheckName"))
                .filter(field -> text(entry, field).matches("(?s).*[:\t\r\n].*"))
                .findFirst()
                .ifPresent(field -> {
                    throw new QuickBooksFault("2040", "Element contains invalid characters", field);
                });
        Rules.lengths(entity, entry);
        if (entry.has("PrimaryEmailAddr")) {
            Rules.email(entry.at("/PrimaryEmailAddr/Address").asText());
        }
        if (Rules.names(entity, "writable").contains("ParentRef")) {
            entry.put("FullyQualifiedName", parent(company, entity, entry) + name);
        }
        switch (entity) {
            case "Customer" -> Customers.settle(company, entry, body);
            case "Item" -> Items.settle(company, entry);
            case "Term" -> Terms.settle(entry);
            case "TaxCode" -> TaxCodes.settle(company, entry, body);
            default -> {}
        }
        if (taken(company, entity, entry)) {
            throw new QuickBooksFault("6240", "The name supplied already exists. : null", null);
        }
    }

    private static String name(String entity, ObjectNode entry) {
        String name = text(entry, nameField(entity)).strip();
        if (name.isEmpty()) {
            name = NAME_PARTS.stream()
                    .map(part -> text(entry, part).strip())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
        if (name.isEmpty() && !PEOPLE.contains(entity)) {
            throw QuickBooksFault.missing("Name");
        } else if (name.isEmpty()) {
            throw new QuickBooksFault("6080", "Business Validation Error: No name was supplied", null);
        }
        return name;
    }

    /** The whole name of the parent and a colon; nothing without a parent. */
    private static String parent(Company company, String entity, ObjectNode entry) {
        if (!entry.has("ParentRef")) {
            return "";
        }
        ObjectNode parent = company.referred(entity, entry, "ParentRef");
        String above = fullName(entity, parent) + ":";
        if (text(parent, "Id").equals(text(entry, "Id")) || above.startsWith(fullName(entity, entry) + ":")) {
            throw QuickBooksFault.business("An entry can't be below itself.");
        }
        return above;
    }

    private static void renameChildren(Company company, String entity, ObjectNode parent) {
        for (ObjectNode child : company.all(entity)) {
            String name = fullName(entity, parent) + ":" + text(child, nameField(entity));
            boolean below = child.at("/ParentRef/value").asText().equals(text(parent, "Id"));
            if (below && !text(child, "FullyQualifiedName").equals(name)) {
                ((ObjectNode) child.get("ParentRef")).put("name", text(parent, nameField(entity)));
                company.derive(entity, child.put("FullyQualifiedName", name));
                renameChildren(company, entity, child);
            }
        }
    }

    /** People share one name space, whoever they are and whatever they are below; case does not tell names apart. */
    private static boolean taken(Company company, String entity, ObjectNode entry) {
        boolean people = PEOPLE.contains(entity);
        String name = people ? text(entry, "DisplayName") : fullName(entity, entry);
        return (people ? PEOPLE : List.of(entity))
                .stream()
                        .flatMap(list -> company.all(list).stream())
                        .filter(other -> !text(other, "Id").equals(text(entry, "Id")))
                        .map(other -> people ? text(other, "DisplayName") : fullName(entity, other))
                        .anyMatch(name::equalsIgnoreCase);
    }

    private static String fullName(String entity, ObjectNode entry) {
        return entry.path("FullyQualifiedName").asText(text(entry, nameField(entity)));
    }

    private static String nameField(String entity) {
        return PEOPLE.contains(entity) ? "DisplayName" : "Name";
    }
}
