package org.wonbooks.console.attention;

import java.security.Principal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Page;
import org.wonbooks.console.Seen;

/** What needs a person, by its causes, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/attention")
class AttentionController {

    private static final String ONE = "/{cause:[A-Za-z0-9_-]{1,100}}";

    private final AttentionQueries attention;
    private final AttentionActions actions;

    AttentionController(AttentionQueries attention, AttentionActions actions) {
        this.attention = attention;
        this.actions = actions;
    }

    @GetMapping
    Page<AttentionQueries.Group> list(
            @RequestParam(required = false) Long connection, @RequestParam(defaultValue = "0") int page) {
        AttentionQueries.Part part = attention.part(connection, Page.offset(page), Page.SIZE, Integer.MAX_VALUE);
        return new Page<>(part.groups(), page, part.total());
    }

    /** What was done. */
    record Done(String cause, int deals) {}

    @PostMapping(ONE + "/approve")
    Done approve(@PathVariable String cause, @RequestBody(required = false) String body, Principal person) {
        return new Done(cause, actions.approve(person.getName(), cause, null, Seen.in(body)));
    }

    @PostMapping(ONE + "/skip")
    Done skip(@PathVariable String cause, @RequestBody(required = false) String body, Principal person) {
        return new Done(cause, actions.skip(person.getName(), cause, null, Seen.in(body)));
    }

    @PostMapping(ONE + "/replay")
    Done replay(@PathVariable String cause, @RequestBody(required = false) String body, Principal person) {
        return new Done(cause, actions.replay(person.getName(), cause, null, Seen.in(body)));
    }
}
