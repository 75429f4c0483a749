package org.wonbooks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;

/** Whatever a call says, it goes to the address that stands before it, below its path. */
public final class FuzzedCall {

    private FuzzedCall() {}

    /** The text as the call, and as a value in the query. */
    public static void call(String text) {
        ApiRequest request;
        try {
            request = ApiRequest.read(text, Map.of("q", text));
        } catch (IllegalArgumentException noCall) {
            request = ApiRequest.read("nothing", Map.of("q", text));
        }
        URI uri = URI.create("https://api.example/v3/company/1/" + request.path() + "?"
                + request.encodedQuery(Map.of("minorversion", "75")));
        assertThat(uri.getHost()).isEqualTo("api.example");
        assertThat(uri.normalize().getRawPath()).isEqualTo(uri.getRawPath()).startsWith("/v3/company/1/");
        assertThat(uri.getFragment()).isNull();
        assertThat(uri.getRawQuery().split("&")).hasSizeBetween(2, 3).allMatch(pair -> pair.split("=", -1).length == 2);
    }
}
