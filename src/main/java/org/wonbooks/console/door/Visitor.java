package org.wonbooks.console.door;

import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Who tries to log in, as far as a request shows it: an address, or a browser that was in before. */
final class Visitor extends WebAuthenticationDetails {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK = 8;

    private final String browser;
    private final boolean program;

    /**
     * @param browser which of the browsers that were in before; null: none of them
     * @param program whether it says the password with each request, as programs do
     */
    Visitor(String address, String browser, boolean program) {
        super(address, null);
        this.browser = browser;
        this.program = program;
    }

    boolean isKnown() {
        return browser != null;
    }

    boolean isProgram() {
        return program;
    }

    /** Under what its guesses are counted. Of IPv6 it is the network: one line has as many addresses as it likes. */
    String counted() {
        return browser == null ? network(getRemoteAddress()) : "browser " + browser;
    }

    private static String network(String address) {
        try {
            // An address, not a name: nothing is looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int counts = bytes.length == IPV6_BYTES ? IPV6_NETWORK : bytes.length;
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, counts));
        } catch (UnknownHostException e) {
            return address;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Visitor visitor
                && super.equals(other)
                && program == visitor.program
                && Objects.equals(browser, visitor.browser);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), browser, program);
    }
}
