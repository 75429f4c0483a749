package org.wonbooks.oauth.consent;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;

/** The addresses that an app at Intuit and an integration at Kommo have to name, beside those of connecting. */
@Controller
class NoticesController {

    private static final String REALM = "[0-9]{1,30}";
    private static final String ACCOUNT = "[0-9]{1,18}";
    private static final int LONGEST = 200;

    private final ConnectionStore connections;
    private final Notices notices;

    NoticesController(ConnectionStore connections, Notices notices) {
        this.connections = connections;
        this.notices = notices;
    }

    /** Somebody whom Intuit sends to connect again, and who has signed in here: the button is theirs to press. */
    @GetMapping("/oauth/quickbooks/reconnect")
    ModelAndView reconnect(@RequestParam(defaultValue = "") String realmId) {
        Optional<Connection> found = realmId.matches(REALM) ? connections.findByRealm(realmId) : Optional.empty();
        return found.map(connection -> page(
                                "Connect QuickBooks again",
                                "QuickBooks asks for a new consent for " + connection.name() + ".")
                        .addObject("connection", connection.id()))
                .orElseGet(() -> page(
                        "Connect QuickBooks again",
                        "No connection here is of the QuickBooks company that you come from. Look for it among the"
                                + " connections."));
    }

    /** Anybody may come here; all of them are told the same. */
    @GetMapping("/oauth/quickbooks/disconnected")
    ModelAndView disconnected(@RequestParam(defaultValue = "") String realmId) {
        if (realmId.matches(REALM)) {
            notices.disconnected(realmId);
        }
        return page(
                "QuickBooks",
                "Wonbooks looks within a minute whether QuickBooks still lets it in. If not, the company's connection"
                        + " waits: nothing is invoiced, and nothing is lost, until somebody connects it again.");
    }

    /** Kommo's notice that the integration was removed from an account. */
    @GetMapping("/oauth/kommo/removed")
    ResponseEntity<Void> removed(@RequestParam Map<String, String> said) {
        String client = said.getOrDefault("client_uuid", "");
        String account = said.getOrDefault("account_id", "");
        String signature = said.getOrDefault("signature", "");
        if (client.length() > LONGEST
                || signature.length() > LONGEST
                || !account.matches(ACCOUNT)
                || !notices.isSigned(client, account, signature)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        return ResponseEntity.status(notices.removed(Long.parseLong(account)) ? HttpStatus.OK : HttpStatus.NOT_FOUND)
                .build();
    }

    private static ModelAndView page(String title, String text) {
        return new ModelAndView("oauth-notice", Map.of("title", title, "text", text));
    }
}
