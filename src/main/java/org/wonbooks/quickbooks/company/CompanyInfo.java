package org.wonbooks.quickbooks.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A QuickBooks company. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CompanyInfo(@JsonProperty("CompanyName") String name, @JsonProperty("Country") String country) {

    /** What QuickBooks answers to a read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(@JsonProperty("CompanyInfo") CompanyInfo company) {

        /** An answer without it is none: it can't be read. */
        public Answer {
            if (company == null) {
                throw new IllegalArgumentException("no CompanyInfo in the answer");
            }
        }
    }
}
