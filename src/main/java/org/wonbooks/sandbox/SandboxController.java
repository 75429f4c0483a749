package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The knobs of the sandbox, for its page and for tests. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox")
class SandboxController {

    private final Store store;
    private final SandboxClock clock;
    private final Faults faults;
    private final Calls calls;
    private final HookSender hooks;
    private final List<SimulatedSystem> systems;

    SandboxController(
            Store store,
            SandboxClock clock,
            Faults faults,
            Calls calls,
            HookSender hooks,
            List<SimulatedSystem> systems) {
        this.store = store;
        this.clock = clock;
        this.faults = faults;
        this.calls = calls;
        this.hooks = hooks;
        this.systems = systems;
    }

    /** Each system is seeded once; later starts find what was kept. */
    @PostConstruct
    void seedOnce() {
        store.begin();
        try {
            systems.stream()
                    .filter(system ->
                            store.find("sandbox", "seeded-" + system.name()).isEmpty())
                    .forEach(this::seed);
        } finally {
            store.end(true);
        }
    }

    @GetMapping("/state")
    ResponseEntity<byte[]> state() {
        ObjectNode state = Json.object().put("clock", clock.instant().toString());
        systems.forEach(system -> state.set(system.name(), system.state()));
        return Json.answer(200, state);
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
        return Json.answer(200, Json.object().put("clock", clock.instant().toString()));
    }

    @GetMapping("/faults")
    ResponseEntity<byte[]> faults() {
        return Json.answer(200, faults.list());
    }

    @PostMapping("/faults")
    ResponseEntity<byte[]> addFault(@RequestBody byte[] rule) throws IOException {
        faults.add(Json.read(rule));
        return faults();
    }

    @DeleteMapping("/faults")
    ResponseEntity<byte[]> clearFaults() {
        faults.clear();
        return faults();
    }

    @GetMapping("/calls")
    ResponseEntity<byte[]> calls(
            @RequestParam(required = false) String system, @RequestParam(required = false) Pattern path) {
        return Json.answer(200, calls.list(system, path));
    }

    @DeleteMapping("/calls")
    ResponseEntity<byte[]> clearCalls() {
        calls.clear();
        return Json.answer(200, Json.array());
    }

    @GetMapping("/hooks")
    ResponseEntity<byte[]> hooks() {
        return Json.answer(200, hooks.list());
    }

    @PatchMapping("/hooks")
    ResponseEntity<byte[]> changeHooks(@RequestBody byte[] changes) throws IOException {
        hooks.change(Json.read(changes));
        return Json.answer(200, hooks.settings());
    }

    @ExceptionHandler({IOException.class, IllegalArgumentException.class, DateTimeParseException.class})
    ResponseEntity<byte[]> badRequest(Exception e) {
        return Json.answer(400, Json.object().put("title", "Bad request").put("detail", e.getMessage()));
    }

    private void seed(SimulatedSystem system) {
        system.seed();
        store.put("sandbox", "seeded-" + system.name(), Json.object());
    }
}
