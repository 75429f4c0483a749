package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.setup.Lists;
import org.wonbooks.sandbox.quickbooks.transaction.Invoices;
import org.wonbooks.sandbox.quickbooks.transaction.Payments;

/** What is posted to the books: by its path, the operation that is asked for, and whether it names an object. */
final class Writes {

    private Writes() {}

    /**
     * Carries it out.
     *
     * @param operation {@code update}, {@code delete} or {@code void}; null: made if it has no {@code Id}, else updated
     * @param include {@code allowduplicatedocnum}; {@code void}, with which a payment is updated to be voided; or null
     */
    static Outcome carryOut(Company company, String path, JsonNode body, String operation, String include) {
        boolean allowDuplicate = "allowduplicatedocnum".equals(include);
        return switch (path + " " + verb(body, operation, include)) {
            case "customer create", "item create", "term create" -> Lists.create(company, entity(path), body);
            case "customer update", "item update", "term update" -> Lists.update(company, entity(path), body);
            case "invoice create" -> Invoices.create(company, body, allowDuplicate);
            case "invoice update" -> Invoices.update(company, body, allowDuplicate);
            case "invoice void" -> Invoices.annul(company, body);
            case "invoice delete" -> Invoices.delete(company, body);
            case "payment create" -> Payments.create(company, body);
            case "payment update" -> Payments.update(company, body);
            case "payment update to void" -> Payments.annul(company, body);
            case "payment delete" -> Payments.delete(company, body);
            default -> throw QuickBooksFault.unsupported(operation == null ? path : operation);
        };
    }

    private static String verb(JsonNode body, String operation, String include) {
        if (operation == null) {
            return body.hasNonNull("Id") ? "update" : "create";
        }
        return operation.equals("update") && "void".equals(include) ? "update to void" : operation;
    }

    private static String entity(String path) {
        return Rules.entity(path).orElseThrow();
    }
}
