package org.wonbooks.console.connect;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wonbooks.check.proposal.Proposal;
import org.wonbooks.check.proposal.Proposals;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.ApiController;
import org.wonbooks.console.Page;
import org.wonbooks.console.Unknown;

/** What is proposed to be set, in {@code /api/v1}. */
@ApiController
@RequestMapping("/api/v1/connections/{id:\\d{1,18}}/proposals")
class ProposalsController {

    private final ConnectionStore connections;
    private final Proposals proposals;

    ProposalsController(ConnectionStore connections, Proposals proposals) {
        this.connections = connections;
        this.proposals = proposals;
    }

    @GetMapping
    Page<Proposal> proposals(@PathVariable long id) {
        return Page.of(proposals.of(connections.find(id).orElseThrow(() -> Unknown.connection(id))));
    }
}
