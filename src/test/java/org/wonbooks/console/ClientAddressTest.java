package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.wonbooks.configuration.ProxySettings;

class ClientAddressTest {

    private final ClientAddress addresses =
            new ClientAddress(new ProxySettings(List.of("10.0.0.0/8", "192.0.2.9", "2001:db8:1::/48")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "198.51.100.1 | -                                    | 198.51.100.1",
                "198.51.100.1 | 203.0.113.5                          | 198.51.100.1",
                "10.1.2.3     | -                                    | 10.1.2.3",
                "10.1.2.3     | 203.0.113.5                          | 203.0.113.5",
                "10.1.2.3     | 203.0.113.99, 203.0.113.5            | 203.0.113.5",
                "10.1.2.3     | 203.0.113.99, 203.0.113.5, 192.0.2.9 | 203.0.113.5",
                "10.1.2.3     | 10.9.9.9, 10.8.8.8                   | 10.9.9.9",
                "10.1.2.3     | 203.0.113.5, evil.example            | 10.1.2.3",
                "10.1.2.3     | 203.0.113.5, 999.1.1.1               | 10.1.2.3",
                "10.1.2.3     | 203.0.113.5:51234                    | 203.0.113.5",
                "10.1.2.3     | [2001:db8:2::5]:443                  | 2001:db8:2::5",
                "10.1.2.3     | unknown                              | 10.1.2.3",
                "2001:db8:1::7 | 2001:db8:2::5                       | 2001:db8:2::5",
            })
    void countsTheLastOneThatIsNotTrusted(String connected, String forwarded, String client) {
        assertThat(addresses.of(request(connected, forwarded))).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        MockHttpServletRequest request = request("10.1.2.3", "203.0.113.99");
        request.addHeader("X-Forwarded-For", "203.0.113.5");

        assertThat(addresses.of(request)).isEqualTo("203.0.113.5");
    }

    @Test
    void withoutTrustedOnesNobodyIsBelieved() {
        assertThat(new ClientAddress(new ProxySettings(List.of())).of(request("127.0.0.1", "203.0.113.5")))
                .isEqualTo("127.0.0.1");
    }

    private static MockHttpServletRequest request(String connected, String forwarded) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(connected);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }
        return request;
    }
}
