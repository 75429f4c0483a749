package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** How QuickBooks points at another object. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reference(String value, String name) {}
