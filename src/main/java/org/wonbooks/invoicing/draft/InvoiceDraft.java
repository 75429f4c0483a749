package org.wonbooks.invoicing.draft;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.OnlinePayment;
import org.wonbooks.decision.Lets;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.invoicing.BookName;
import org.wonbooks.invoicing.Marker;
import org.wonbooks.invoicing.PlainText;
import org.wonbooks.invoicing.money.Amount;
import org.wonbooks.invoicing.money.InvoiceCurrency;

/** Decides what is invoiced: a deal and its people become a frozen intent. */
public final class InvoiceDraft {

    private static final int LONGEST_PHONE = 30;
    private static final int LONGEST_MEMO = 1000;
    private static final int LONGEST_CUSTOM_FIELD = 31;

    /** Asks a company that numbers by hand for its next number. */
    private static final String NEXT_NUMBER = "AUTO_GENERATE";

    private InvoiceDraft() {}

    /**
     * A deal, in plain values.
     *
     * @param currency null: not known
     * @param discount taken off the products; null: none
     * @param lets what persons have let pass of it
     * @param person the main contact, or null
     * @param company the company, or null
     * @param products null: not asked for
     * @param emails what it says of where its invoice goes; empty: nothing
     * @param date what it says of the invoice's date; null: nothing
     * @param customFields what QuickBooks' custom fields show, by their number
     * @param fields the deal's fields, by their code, or by their id where they have none
     * @param sold what it says of what it sells
     */
    public record PlainDeal(
            long connectionId,
            long leadId,
            int cycle,
            String name,
            BigDecimal amount,
            String currency,
            BigDecimal discount,
            Lets lets,
            Party person,
            Party company,
            List<Product> products,
            List<String> emails,
            LocalDate date,
            Map<String, String> customFields,
            Map<String, String> fields,
            String sold) {}

    /**
     * Does an invoice have the number that it was made for?
     *
     * @param asked the one that was sent; null: none
     */
    public static boolean isNumbered(String number, String asked) {
        boolean some = number != null && !number.isBlank() && !number.equals(NEXT_NUMBER);
        return some && (asked == null || asked.equals(NEXT_NUMBER) || asked.equals(number));
    }

    /** The intent; throws the fault that stands in its way. */
    public static InvoiceIntent of(PlainDeal deal, ConnectionSettings settings, References books, LocalDate today) {
        ConnectionSettings.Invoice invoice = settings.invoice();
        InvoiceCurrency currency = InvoiceCurrency.of(deal.currency(), books.homeCurrency(), books.severalCurrencies());
        InvoiceLines lines = new InvoiceLines(books, currency.scale());
        BigDecimal discount = deal.discount() == null || deal.products() == null
                ? null
                : Amount.rounded(deal.discount().abs(), currency.scale());
        BigDecimal amount = amount(deal, currency.scale(), lines, discount);
        Amount.hold(amount, invoice.maxAmount(), currency, books.homeCurrency(), deal.lets());
        LocalDate date = InvoiceDate.of(deal.date(), invoice.dateField(), today);
        if (books.closedOn(date)) {
            throw closed(books, date, deal.date() == null);
        }
        BigDecimal rate = books.rate() == null
                ? null
                : books.rate().decided(currency, books.homeCurrency(), date.toString(), deal.lets());
        Party billed = billed(deal, settings.customer().billTo());
        Recipients recipients = Recipients.of(deal, billed);
        String name = name(billed, recipients, deal);
        String title = PlainText.of(deal.name());
        String description =
                title.isEmpty() ? "Deal " + deal.leadId() : PlainText.cut(title, InvoiceLines.LONGEST_DESCRIPTION);
        List<InvoiceLine> products = deal.products() == null ? null : products(lines, deal, amount, discount);
        return new InvoiceIntent(
                billed.key(),
                name,
                BookName.of(billed.givenName()),
                BookName.of(billed.familyName()),
                BookName.of(billed.companyName()),
                recipients.invoice().first(),
                recipients.copies(),
                recipients.unread(),
                recipients.emails(),
                recipients.contactsEmails(),
                phone(billed),
                billed.address(),
                null,
                amount,
                currency.code(),
                currency.foreign(),
                rate,
                books.homeCurrency(),
                description,
                products == null ? lines.budget(description, amount) : products,
                products == null || discount == null || discount.signum() == 0
                        ? null
                        : books.tax().withoutTax(discount),
                books.termId(),
                books.tax(),
                books.customNumbers() ? NEXT_NUMBER : null,
                text(invoice.memo(), LONGEST_MEMO),
                books.classId(),
                books.departmentId(),
                customFields(deal.customFields()),
                EnumSet.of(OnlinePayment.ALL, OnlinePayment.CARD).contains(invoice.onlinePayment()),
                EnumSet.of(OnlinePayment.ALL, OnlinePayment.BANK).contains(invoice.onlinePayment()),
                deal.fields(),
                date,
                Marker.of(deal.connectionId(), deal.leadId(), deal.cycle()),
                invoice.send(),
                deal.sold());
    }

    private static BigDecimal amount(PlainDeal deal, int scale, InvoiceLines lines, BigDecimal discount) {
        try {
            return Amount.billed(deal.amount(), scale);
        } catch (Skip nothing) {
            if (deal.products() != null && !deal.products().isEmpty()) {
                // A budget that nobody entered does not say that the products are free.
                products(lines, deal, BigDecimal.ZERO.setScale(scale), discount);
            }
            throw nothing;
        }
    }

    /** Null where they don't come to the deal's amount and a person has said to bill that. */
    private static List<InvoiceLine> products(
            InvoiceLines lines, PlainDeal deal, BigDecimal amount, BigDecimal discount) {
        Reason differs = lines.differs(deal.products(), amount, discount);
        if (differs == null) {
            return lines.products(deal.products());
        }
        Hold.unless(deal.lets(), differs);
        return null;
    }

    private static Map<String, String> customFields(Map<String, String> typed) {
        Map<String, String> texts = new TreeMap<>();
        typed.forEach((number, text) -> {
            String fit = text(text, LONGEST_CUSTOM_FIELD);
            if (fit != null) {
                texts.put(number, fit);
            }
        });
        return texts;
    }

    private static String text(String typed, int longest) {
        String text = PlainText.cut(PlainText.of(typed), longest);
        return text.isEmpty() ? null : text;
    }

    /** The first one that QuickBooks takes; Kommo takes any text for one. */
    private static String phone(Party billed) {
        return billed.phones().stream()
                .map(PlainText::of)
                .filter(phone -> !phone.isEmpty() && phone.length() <= LONGEST_PHONE)
                .findFirst()
                .orElse(null);
    }

    /** People may enter somebody by an address or a number alone. */
    private static String name(Party billed, Recipients recipients, PlainDeal deal) {
        String email = recipients.emails().stream().findFirst().orElse(null);
        return BookName.ofFirst(billed.name(), email, phone(billed))
                .orElseThrow(() -> new PermanentFault(
                        billed.equals(deal.company())
                                ? "The deal's company has no name"
                                : "The deal's contact has no name",
                        "Give the contact or company a name in Kommo, then press “Try again”."));
    }

    private static PermanentFault closed(References books, LocalDate date, boolean today) {
        return new PermanentFault(
                "The books are closed up to " + books.closedUntil() + ", and an invoice of "
                        + (today ? "today, " + date + "," : date) + " is refused",
                "Move the closing date in QuickBooks (“Account and settings > Advanced > Accounting > Close the"
                        + " books”),"
                        + (today ? "" : " or put the deal's date right in Kommo,") + " then press “Try again”.");
    }

    private static Party billed(PlainDeal deal, ConnectionSettings.BillTo billTo) {
        Party billed = billTo.of(deal.company(), deal.person());
        if (billed == null) {
            throw new PermanentFault(
                    "The deal has neither a contact nor a company to bill",
                    "Add a contact to the deal in Kommo, then press “Try again”.");
        }
        return billed;
    }
}
