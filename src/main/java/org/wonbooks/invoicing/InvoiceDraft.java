package org.wonbooks.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.PermanentFault;

/** Decides what is invoiced: a deal and its people become a frozen intent. */
public final class InvoiceDraft {

    /** What a line of a QuickBooks invoice holds. */
    private static final int LONGEST_DESCRIPTION = 4000;

    private static final int LONGEST_PHONE = 30;

    private InvoiceDraft() {}

    /**
     * A deal, in plain values.
     *
     * @param person the main contact, or null
     * @param company the company, or null
     */
    public record WonDeal(
            long connectionId,
            long leadId,
            int cycle,
            String name,
            BigDecimal amount,
            boolean approved,
            Party person,
            Party company) {}

    /** QuickBooks' ids of what the invoice refers to. */
    public record References(String itemId, String termId) {}

    /** The intent; throws the fault that stands in its way. */
    public static InvoiceIntent of(WonDeal deal, ConnectionSettings settings, References references, LocalDate today) {
        BigDecimal amount = Amount.billed(deal.amount(), settings.invoice().maxAmount(), deal.approved());
        Party billed = billed(deal, settings.customer().billTo());
        String name = CustomerName.of(billed.name());
        if (name.isEmpty()) {
            throw new PermanentFault(
                    "The deal's contact has no name", "Give the contact or company a name in Kommo, then replay.");
        }
        String email = Email.firstUsable(billed.emails());
        if (email == null && deal.person() != null) {
            email = Email.firstUsable(deal.person().emails());
        }
        String title = PlainText.of(deal.name());
        return new InvoiceIntent(
                billed.key(),
                name,
                CustomerName.of(billed.givenName()),
                CustomerName.of(billed.familyName()),
                CustomerName.of(billed.companyName()),
                email,
                phone(billed),
                amount,
                title.isEmpty() ? "Deal " + deal.leadId() : PlainText.cut(title, LONGEST_DESCRIPTION),
                references.itemId(),
                references.termId(),
                today,
                Marker.of(deal.connectionId(), deal.leadId(), deal.cycle()),
                settings.invoice().send());
    }

    /** The first one that QuickBooks takes; Kommo takes any text for one. */
    private static String phone(Party billed) {
        return billed.phones().stream()
                .map(PlainText::of)
                .filter(phone -> !phone.isEmpty() && phone.length() <= LONGEST_PHONE)
                .findFirst()
                .orElse(null);
    }

    private static Party billed(WonDeal deal, ConnectionSettings.BillTo billTo) {
        Party first = billTo == ConnectionSettings.BillTo.COMPANY ? deal.company() : deal.person();
        Party second = billTo == ConnectionSettings.BillTo.COMPANY ? deal.person() : deal.company();
        if (first == null && second == null) {
            throw new PermanentFault(
                    "The deal has neither a contact nor a company to bill",
                    "Add a contact to the deal in Kommo, then replay.");
        }
        return first != null ? first : second;
    }
}
