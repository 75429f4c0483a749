package org.wonbooks.console.connection;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Page;
import org.wonbooks.console.RequestJson;
import org.wonbooks.console.Unknown;
import org.wonbooks.quickbooks.usage.ReadForecast;

/** Connections, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/connections")
class ConnectionController {

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final ConnectionEnds ends;
    private final ReadForecast reads;
    private final String publicUrl;

    ConnectionController(
            ConnectionStore connections,
            ConnectionActions actions,
            ConnectionEnds ends,
            ReadForecast reads,
            WonbooksSettings settings) {
        this.connections = connections;
        this.actions = actions;
        this.ends = ends;
        this.reads = reads;
        this.publicUrl = settings.publicUrl();
    }

    @GetMapping
    Page<ConnectionView> list() {
        return Page.of(connections.all().stream().map(this::view).toList());
    }

    @GetMapping("/{id:\\d{1,18}}")
    ConnectionView one(@PathVariable long id) {
        return view(connections.find(id).orElseThrow(() -> Unknown.connection(id)));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ConnectionView> create(@RequestBody String body, Principal person) {
        long id = actions.create(person.getName(), RequestJson.read(body, ConnectionActions.Wanted.class));
        return ResponseEntity.created(URI.create("/api/v1/connections/" + id)).body(one(id));
    }

    @PatchMapping(path = "/{id:\\d{1,18}}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ConnectionView change(@PathVariable long id, @RequestBody String body, Principal person) {
        ConnectionActions.Change change = RequestJson.read(body, ConnectionActions.Change.class);
        actions.change(person.getName(), id, change, actions.prove(id, change));
        return one(id);
    }

    /** @param left what is left to do at the peers, in words */
    record Ended(List<String> left) {}

    @DeleteMapping("/{id:\\d{1,18}}")
    Ended delete(@PathVariable long id, Principal person) {
        return new Ended(ends.delete(person.getName(), id));
    }

    @PostMapping("/{id:\\d{1,18}}/{peer:kommo|quickbooks}/disconnect")
    Ended disconnect(@PathVariable long id, @PathVariable String peer, Principal person) {
        return new Ended(ends.disconnect(person.getName(), id, Peer.ofPath(peer)).stream()
                .toList());
    }

    @PostMapping("/{id:\\d{1,18}}/provision")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ConnectionView provision(@PathVariable long id, Principal person) {
        actions.provision(person.getName(), id);
        return one(id);
    }

    @PostMapping("/{id:\\d{1,18}}/reconcile")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ConnectionView reconcile(@PathVariable long id, @RequestBody(required = false) String body, Principal person) {
        String asked = body == null || body.isBlank() ? "{}" : body;
        actions.reconcile(person.getName(), id, RequestJson.read(asked, ConnectionActions.Reconcile.class));
        return one(id);
    }

    private ConnectionView view(Connection connection) {
        return ConnectionView.of(
                connection, connections.webhookSecret(connection.id()), publicUrl, reads.of(connection.id()));
    }
}
