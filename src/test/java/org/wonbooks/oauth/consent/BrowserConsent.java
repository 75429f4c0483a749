package org.wonbooks.oauth.consent;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.http.Cookie;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.access.OAuthTest;

/** A person's browser on its way to a peer's consent and back. */
abstract class BrowserConsent extends OAuthTest {

    @Autowired
    MockMvc http;

    /** A browser on the way: what it takes along. */
    record Sent(String state, Cookie cookie) {}

    MockHttpServletResponse connect(Connection connection, Peer peer) throws Exception {
        return http.perform(get("/oauth/" + peer.path() + "/connect")
                        .param("connection", String.valueOf(connection.id()))
                        .principal(() -> "admin"))
                .andReturn()
                .getResponse();
    }

    Sent sent(Connection connection, Peer peer) throws Exception {
        MockHttpServletResponse answer = connect(connection, peer);
        return new Sent(
                UriComponentsBuilder.fromUriString(answer.getHeader("Location"))
                        .build()
                        .getQueryParams()
                        .getFirst("state"),
                answer.getCookie("__Secure-wonbooks-" + peer.path()));
    }

    MockHttpServletResponse back(Peer peer, Sent sent, String... said) throws Exception {
        return http.perform(callback(peer, sent, said)).andReturn().getResponse();
    }

    static MockHttpServletRequestBuilder callback(Peer peer, Sent sent, String... said) {
        MockHttpServletRequestBuilder request = get("/oauth/" + peer.path() + "/callback")
                .param("state", sent.state())
                .cookie(sent.cookie());
        for (int i = 0; i < said.length; i += 2) {
            request.param(said[i], said[i + 1]);
        }
        return request;
    }
}
