package org.wonbooks.invoicing.draft;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.invoicing.PostalAddress;
import org.wonbooks.invoicing.money.SalesTax;

/**
 * What is going to be invoiced, frozen before the first call that makes anything: a deal edited later doesn't change
 * it. The mappings see it as {@code deal}; docs/mapping.md lists it for their authors.
 *
 * @param party who is billed, as in {@link Party#key()}
 * @param customerName fit for QuickBooks
 * @param email where the invoice goes; null when the deal has no usable address
 * @param copies where it goes too
 * @param unread what stands in the place of an address and was not read as one without doubt
 * @param emails the first usable address of who is billed, by which the customer may be known; a further one may be
 *     shared with strangers
 * @param contactsEmails of a company that has none, the first one of the deal's contact. Under it a customer of another
 *     name may be known
 * @param address null when Kommo has none
 * @param billTo the address that goes on this invoice; null: the customer's own, as the books have it
 * @param amount what the deal is worth, with the tax in it or without
 * @param currency null: the books are kept in one currency, and nothing is said of it
 * @param foreign the currency is not the one that the books are kept in
 * @param exchangeRate what one unit of it is worth in theirs; null: nothing is said of it, as of their own currency
 * @param homeCurrency what the books are kept in; null: not known
 * @param description what the deal is called
 * @param lines what is sold; they and the discount come to the amount
 * @param discount taken off the lines, without tax; null: none
 * @param termId QuickBooks' id of the payment terms; null: the customer's or the company's own
 * @param docNumber asks for a number; null: QuickBooks gives one by itself
 * @param memo message to the customer; null: none
 * @param customFields texts by the number of the QuickBooks custom field
 * @param fields every field of the deal, by its code, or by its id where it has none
 * @param date in the company's zone
 * @param marker what makes the invoice known as ours for ever
 * @param sold what the deal itself says of what it sells, to know a change of it; null: it was not written down
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InvoiceIntent(
        String party,
        String customerName,
        String givenName,
        String familyName,
        String companyName,
        String email,
        List<String> copies,
        List<String> unread,
        List<String> emails,
        List<String> contactsEmails,
        String phone,
        PostalAddress address,
        PostalAddress billTo,
        BigDecimal amount,
        String currency,
        boolean foreign,
        BigDecimal exchangeRate,
        String homeCurrency,
        String description,
        List<InvoiceLine> lines,
        BigDecimal discount,
        String termId,
        SalesTax tax,
        String docNumber,
        String memo,
        String classId,
        String departmentId,
        Map<String, String> customFields,
        boolean payByCard,
        boolean payByBank,
        Map<String, String> fields,
        LocalDate date,
        String marker,
        boolean send,
        String sold) {

    public InvoiceIntent {
        copies = copies == null ? List.of() : List.copyOf(copies);
        unread = unread == null ? List.of() : List.copyOf(unread);
        emails = emails == null ? List.of() : List.copyOf(emails);
        contactsEmails = contactsEmails == null ? List.of() : List.copyOf(contactsEmails);
        lines = lines == null ? List.of() : List.copyOf(lines);
        tax = tax == null ? SalesTax.NONE : tax;
        customFields = sorted(customFields);
        fields = sorted(fields);
    }

    /** What is composed of it has to be the same to the byte each time. */
    private static Map<String, String> sorted(Map<String, String> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /** Who is billed, and in which currency where that is a foreign one: a customer has one for ever. */
    public String customerKey() {
        return foreign ? party + " " + currency : party;
    }

    /** Which currency the invoice is in, said on it or not; null: not known. */
    public String billedCurrency() {
        return currency == null ? homeCurrency : currency;
    }

    /** The amount in the currency of the books; null: no rate was decided. */
    public BigDecimal homeAmount() {
        return exchangeRate == null ? null : amount.multiply(exchangeRate).setScale(2, RoundingMode.HALF_UP);
    }

    /** Is this what such an invoice may come to? Tax that is added on top is QuickBooks' to compute. */
    public boolean mayComeTo(BigDecimal total) {
        int difference = total.compareTo(amount);
        return tax.onTop() ? difference >= 0 : difference == 0;
    }

    /**
     * The intent once the deal was edited: what is sold is as the deal says by now; who is billed, on which day and by
     * which terms, and whether it is emailed, stays as it was decided.
     *
     * @param now what would be frozen now
     */
    public InvoiceIntent selling(InvoiceIntent now) {
        return with(billTo, now);
    }

    private InvoiceIntent with(PostalAddress onInvoice, InvoiceIntent now) {
        return new InvoiceIntent(
                party,
                customerName,
                givenName,
                familyName,
                companyName,
                email,
                copies,
                unread,
                emails,
                contactsEmails,
                phone,
                address,
                onInvoice,
                now.amount,
                currency,
                foreign,
                exchangeRate,
                homeCurrency,
                now.description,
                now.lines,
                now.discount,
                termId,
                now.tax,
                docNumber,
                now.memo,
                classId,
                departmentId,
                now.customFields,
                payByCard,
                payByBank,
                now.fields,
                date,
                marker,
                send,
                now.sold);
    }

    /** The same for somebody who has moved: the books' customer has another address. */
    public InvoiceIntent moved() {
        return with(address, this);
    }

    /** The address of who is billed, else of the contact: the customer's own, wherever this invoice goes. */
    public String ownEmail() {
        return Stream.concat(emails.stream(), contactsEmails.stream())
                .findFirst()
                .orElse(null);
    }

    /** To whom it is emailed, in words; null: to nobody. */
    public String recipients() {
        return recipients(email);
    }

    /** The same, where its first address is another one by now. */
    public String recipients(String first) {
        return copies.isEmpty() ? first : first + ", with a copy to " + String.join(", ", copies);
    }

    /** Why it is not emailed; null: it is. */
    public String obstacle() {
        if (!send) {
            return "Not emailed: the setting invoice.send is off";
        }
        if (email != null) {
            return null;
        }
        if (!unread.isEmpty()) {
            return "Not emailed: " + quotedUnread()
                    + (unread.size() == 1
                            ? " is not certainly an e-mail address"
                            : " are not certainly e-mail addresses");
        }
        return party.startsWith("company:")
                ? "Not emailed: neither contact nor company has a usable e-mail"
                : "Not emailed: the contact has no usable e-mail";
    }

    /** What was passed over though it is emailed to another address; null: nothing. */
    public String passedOver() {
        return email == null || unread.isEmpty() ? null : "Not read as an e-mail: " + quotedUnread();
    }

    private String quotedUnread() {
        return unread.stream().collect(Collectors.joining("\", \"", "\"", "\""));
    }
}
