package org.wonbooks.invoicing;

/** Where the billed party is, fit for QuickBooks; what is not known is null. */
public record PostalAddress(String line1, String line2, String city, String state, String postalCode, String country) {

    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_CODE = 30;

    public PostalAddress {
        line1 = fit(line1, LONGEST_LINE);
        line2 = fit(line2, LONGEST_LINE);
        city = fit(city, LONGEST_NAME);
        state = fit(state, LONGEST_NAME);
        postalCode = fit(postalCode, LONGEST_CODE);
        country = fit(country, LONGEST_NAME);
    }

    /** Can a letter be sent there? */
    public boolean complete() {
        return line1 != null && city != null && postalCode != null;
    }

    private static String fit(String typed, int longest) {
        String text = PlainText.cut(PlainText.of(typed), longest);
        return text.isEmpty() ? null : text;
    }
}
