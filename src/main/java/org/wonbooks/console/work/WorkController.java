package org.wonbooks.console.work;

import java.security.Principal;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Page;

/** Work, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/work")
class WorkController {

    private static final String ONE = "/{id:\\d{1,18}}";

    private final WorkQueries work;
    private final DeliveryQueries deliveries;
    private final WorkActions actions;

    WorkController(WorkQueries work, DeliveryQueries deliveries, WorkActions actions) {
        this.work = work;
        this.deliveries = deliveries;
        this.actions = actions;
    }

    @GetMapping
    Page<WorkQueries.View> list(
            @RequestParam(defaultValue = "") Set<WorkQueries.State> state, @RequestParam(defaultValue = "0") int page) {
        return work.list(state, page);
    }

    @GetMapping("/deliveries")
    Page<DeliveryQueries.View> deliveries(@RequestParam(defaultValue = "0") int page) {
        return deliveries.list(page);
    }

    @GetMapping(ONE)
    WorkQueries.View one(@PathVariable long id) {
        return work.find(id).orElseThrow(() -> WorkActions.unknown(id));
    }

    @PostMapping(ONE + "/replay")
    WorkQueries.View replay(@PathVariable long id, Principal person) {
        actions.replay(person.getName(), id);
        return one(id);
    }

    @PostMapping(ONE + "/skip")
    WorkQueries.View skip(@PathVariable long id, Principal person) {
        actions.skip(person.getName(), id);
        return one(id);
    }
}
