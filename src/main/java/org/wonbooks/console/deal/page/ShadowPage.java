package org.wonbooks.console.deal.page;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.Page;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.page.PageController;
import org.wonbooks.ledger.deal.ShadowDeals;
import org.wonbooks.ledger.deal.ShadowDeals.Shadow;

/** The page that shows what would have been done with a connection's deals, to be compared with what people did. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}/shadow")
class ShadowPage {

    private final ConnectionStore connections;
    private final ShadowDeals shadows;

    ShadowPage(ConnectionStore connections, ShadowDeals shadows) {
        this.connections = connections;
        this.shadows = shadows;
    }

    /** A deal on the page. */
    record Line(long leadId, String name, Shadow shadow) {}

    @GetMapping
    ModelAndView page(@PathVariable long id, @RequestParam(defaultValue = "0") int page) {
        Connection connection = connections.find(id).orElseThrow(() -> Unknown.connection(id));
        List<Line> found = shadows.list(id, Page.offset(page), Page.SIZE + 1).stream()
                .map(seen -> new Line(seen.leadId(), seen.dealName(), seen.shadow()))
                .toList();
        return new ModelAndView("shadow")
                .addObject("connection", connection)
                .addObject("lines", found.subList(0, Math.min(found.size(), Page.SIZE)))
                .addObject("page", page)
                .addObject("more", found.size() > Page.SIZE);
    }
}
