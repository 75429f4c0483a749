package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.contract.SimulatedSystem;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxAddress;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.Store;

/** The knobs of the sandbox, for its page and for tests. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox")
record SandboxController(
        Store store,
        SandboxClock clock,
        SandboxAddress address,
        Faults faults,
        Calls calls,
        HookSender hooks,
        List<SimulatedSystem> systems) {

    /** Each system is seeded once; later starts find what was kept. */
    @PostConstruct
    void seedOnce() {
        store.turn(() -> systems.stream()
                .filter(system ->
                        store.find("sandbox", "seeded-" + system.name()).isEmpty())
                .forEach(this::seed));
    }

    @GetMapping("/state")
    ResponseEntity<byte[]> state() {
        ObjectNode state =
                Json.object().put("clock", clock.instant().toString()).put("console", address.wonbooks());
        systems.forEach(system -> state.set(system.name(), system.state()));
        return ok(state);
    }

    /** The console's links to a deal's card lead to the page that has all of them. */
    @GetMapping("/kommo/{subdomain}/leads/detail/{id:\\d{1,18}}")
    ResponseEntity<Void> card() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, "/sandbox/")
                .build();
    }

    /** Back to the seed. OAuth grants stay, so that a connection is not lost with the books. */
    @PostMapping("/reset")
    ResponseEntity<byte[]> reset() {
        faults.clear();
        calls.clear();
        hooks.clear();
        clock.reset();
        systems.forEach(this::seed);
        return state();
    }

    @PostMapping("/clock")
    ResponseEntity<byte[]> advance(@RequestParam Duration advance) {
        clock.advance(advance);
        return ok(Json.object().put("clock", clock.instant().toString()));
    }

    @GetMapping("/faults")
    ResponseEntity<byte[]> listFaults() {
        return ok(faults.list());
    }

    @PostMapping("/faults")
    ResponseEntity<byte[]> addFault(@RequestBody byte[] rule) {
        faults.add(Json.read(rule));
        return listFaults();
    }

    @DeleteMapping("/faults")
    ResponseEntity<byte[]> clearFaults() {
        faults.clear();
        return listFaults();
    }

    @GetMapping("/calls")
    ResponseEntity<byte[]> listCalls(
            @RequestParam(required = false) String system, @RequestParam(required = false) Pattern path) {
        return ok(calls.list(system, path));
    }

    @DeleteMapping("/calls")
    ResponseEntity<byte[]> clearCalls() {
        calls.clear();
        return ok(Json.array());
    }

    @GetMapping("/hooks")
    ResponseEntity<byte[]> listHooks() {
        return ok(hooks.list());
    }

    @GetMapping("/hooks/kept")
    ResponseEntity<byte[]> takeKeptHooks() {
        return ok(hooks.takeKept());
    }

    @PatchMapping("/hooks")
    ResponseEntity<byte[]> changeHooks(@RequestBody byte[] changes) {
        return ok(hooks.change(Json.read(changes)));
    }

    private void seed(SimulatedSystem system) {
        system.seed();
        store.put("sandbox", "seeded-" + system.name(), Json.object());
    }

    private static ResponseEntity<byte[]> ok(JsonNode body) {
        return Json.answer(200, body);
    }
}
