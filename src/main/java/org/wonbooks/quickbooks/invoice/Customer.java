package org.wonbooks.quickbooks.invoice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonbooks.answer.Elements;
import org.wonbooks.quickbooks.Reference;

/** A customer, as far as we read it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Customer(
        @JsonProperty("Id") String id,
        @JsonProperty("DisplayName") String displayName,
        @JsonProperty("Active") Boolean active,
        @JsonProperty("Notes") String notes,
        @JsonProperty("PrimaryEmailAddr") EmailAddress email,
        @JsonProperty("CurrencyRef") Reference currency,
        @JsonProperty("ParentRef") Reference parent)
        implements Elements.Needing {

    @Override
    public String lacks() {
        return id == null ? "Id" : null;
    }

    private static final Pattern MARK = Pattern.compile("Kommo ((?:contact|company):\\d+)$");

    /** An address in an object of its own. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EmailAddress(@JsonProperty("Address") String address) {}

    /** What QuickBooks answers to a write. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(@JsonProperty("Customer") Customer customer) {

        /** An answer without it is none: it can't be read. */
        public Answer {
            if (customer == null || customer.id == null) {
                throw new IllegalArgumentException("no Customer in the answer");
            }
        }
    }

    /** Active, and do its notes say that we made it for this party? */
    public boolean madeFor(String party) {
        return !Boolean.FALSE.equals(active) && mark().filter(party::equals).isPresent();
    }

    /** For whom in Kommo do its notes say that we made it? {@code contact:17}; empty: they don't. */
    public Optional<String> mark() {
        Matcher mark = MARK.matcher(notes == null ? "" : notes.strip());
        return mark.find() ? Optional.of(mark.group(1)) : Optional.empty();
    }

    /** Can it be billed in this currency? It keeps its own for ever. */
    public boolean takes(String wanted) {
        return wanted == null || currency == null || wanted.equals(currency.value());
    }

    /** Is anything known of its e-mail? */
    public boolean hasEmail() {
        return email != null && email.address() != null && !email.address().isBlank();
    }

    /** Active, and known by this address; QuickBooks keeps several in one text, separated by commas. */
    public boolean activeWithEmail(String address) {
        if (!hasEmail() || Boolean.FALSE.equals(active)) {
            return false;
        }
        for (String one : email.address().split("[,;]")) {
            if (one.strip().equalsIgnoreCase(address)) {
                return true;
            }
        }
        return false;
    }
}
