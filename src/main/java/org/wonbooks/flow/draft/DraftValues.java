package org.wonbooks.flow.draft;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Lines;
import org.wonbooks.decision.Shown;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.flow.billing.Billing;
import org.wonbooks.flow.billing.LeadTerms;
import org.wonbooks.invoicing.Email;
import org.wonbooks.invoicing.PostalAddress;
import org.wonbooks.invoicing.draft.InvoiceDraft;
import org.wonbooks.invoicing.draft.Party;
import org.wonbooks.invoicing.draft.Product;
import org.wonbooks.kommo.lead.Address;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.kommo.lead.ElementList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;

/** Puts what Kommo says of a deal into the plain values that an invoice is drafted from. */
final class DraftValues {

    private DraftValues() {}

    static InvoiceDraft.PlainDeal of(Connection connection, Deal deal, Billing billing) {
        Lead lead = billing.lead();
        Contact contact = billing.contact();
        Contact company = billing.company();
        ConnectionSettings.Invoice settings = connection.settings().invoice();
        String discount = settings.discountField() == null ? null : LeadTerms.text(lead, settings.discountField());
        String currency = LeadTerms.currency(connection, lead);
        List<String> emails = settings.emailField() == null ? List.of() : lead.texts(settings.emailField());
        Party person = contact == null ? null : person(contact, company);
        Party firm = company == null ? null : company(company);
        Party billed = connection.settings().customer().billTo().of(firm, person);
        return new InvoiceDraft.PlainDeal(
                connection.id(),
                deal.leadId(),
                deal.cycle(),
                lead.name(),
                lead.amount(),
                currency,
                discount == null ? null : number(discount),
                deal.lets(shown(lead, currency, billed, emails)),
                person,
                firm,
                settings.lines() == Lines.PRODUCTS
                        ? products(lead, billing.elements(), billing.found().items())
                        : null,
                emails,
                LeadTerms.date(connection, lead),
                customFields(settings, lead),
                lead.texts(),
                Sold.of(connection, lead));
    }

    private static Shown shown(Lead lead, String currency, Party billed, List<String> emails) {
        Email.Read named = Email.readOnly(emails);
        return Shown.of(
                lead.amount(),
                currency,
                billed == null ? null : billed.name(),
                named.nothing() && billed != null ? Email.read(billed.emails()).first() : named.first());
    }

    private static BigDecimal number(String discount) {
        try {
            return new BigDecimal(discount);
        } catch (NumberFormatException notOne) {
            throw new PermanentFault(
                    "The deal's discount is no amount: " + discount,
                    "Put the deal's discount right in Kommo, or choose another field in “Settings” (“Field with a"
                            + " discount”), then press “Try again”.");
        }
    }

    private static List<Product> products(Lead lead, List<ElementList.Element> elements, Map<Long, String> items) {
        Map<Long, ElementList.Element> byId =
                elements.stream().collect(Collectors.toMap(ElementList.Element::id, Function.identity(), (a, b) -> a));
        return lead.elements().stream()
                .filter(linked -> byId.containsKey(linked.id()))
                .map(linked -> {
                    ElementList.Element element = byId.get(linked.id());
                    BigDecimal quantity = linked.metadata().quantity();
                    return new Product(
                            element.name(),
                            element.sku(),
                            quantity == null ? null : quantity.toPlainString(),
                            element.price(linked.metadata().priceId()),
                            items.get(linked.id()));
                })
                .toList();
    }

    private static Map<String, String> customFields(ConnectionSettings.Invoice settings, Lead lead) {
        Map<String, String> texts = new HashMap<>();
        settings.customFields().forEach((number, field) -> texts.put(number, LeadTerms.text(lead, field)));
        return texts;
    }

    private static Party person(Contact contact, Contact company) {
        return new Party(
                "contact:" + contact.id(),
                contact.name(),
                contact.firstName(),
                contact.lastName(),
                company == null ? null : company.name(),
                contact.emails(),
                contact.phones(),
                address(contact.address()));
    }

    private static Party company(Contact company) {
        return new Party(
                "company:" + company.id(),
                company.name(),
                null,
                null,
                company.name(),
                company.emails(),
                company.phones(),
                address(company.address()));
    }

    private static PostalAddress address(Address address) {
        return address == null
                ? null
                : new PostalAddress(
                        address.line1(),
                        address.line2(),
                        address.city(),
                        address.state(),
                        address.postalCode(),
                        address.country());
    }
}
