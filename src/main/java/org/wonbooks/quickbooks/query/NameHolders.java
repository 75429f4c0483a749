package org.wonbooks.quickbooks.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Who has a name, by a query in one of the lists that share it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NameHolders(@JsonProperty("QueryResponse") Found found) {

    /** The lists of which no two may hold the same name. */
    public static final List<String> LISTS = List.of("Customer", "Vendor", "Employee");

    /** Somebody in one of the lists. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Holder(@JsonProperty("DisplayName") String name) {}

    /** What was found. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Found(
            @JsonProperty("Customer") List<Holder> customers,
            @JsonProperty("Vendor") List<Holder> vendors,
            @JsonProperty("Employee") List<Holder> employees) {}

    /** Does somebody bear this name? Capitals make no difference. */
    public boolean hold(String name) {
        return found != null
                && Stream.of(found.customers(), found.vendors(), found.employees())
                        .filter(Objects::nonNull)
                        .flatMap(List::stream)
                        .anyMatch(holder -> name.equalsIgnoreCase(holder.name()));
    }
}
