package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.routes.check.product.BeanIndex;
import org.wonbooks.testing.WonbooksByHand;

/** What runs keep is of the types that beans declare, by which the check of routes judges what files ask of it. */
class KeptTypesTest extends WonbooksByHand {

    private final Map<String, Set<Class<?>>> kept = new ConcurrentHashMap<>();

    /** Looks at each run when it is over. */
    private final EventNotifierSupport look = new EventNotifierSupport() {

        @Override
        public void notify(CamelEvent event) {
            ((ExchangeEvent) event).getExchange().getVariables().forEach((name, value) -> kept.computeIfAbsent(
                            name, each -> ConcurrentHashMap.newKeySet())
                    .add(value.getClass()));
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeEvent;
        }
    };

    @BeforeEach
    void lookAtRuns() {
        ServiceHelper.startService(look);
        camel.getManagementStrategy().addEventNotifier(look);
    }

    @AfterEach
    void lookNoMore() {
        camel.getManagementStrategy().removeEventNotifier(look);
    }

    @Test
    void areThoseThatBeansDeclare() {
        long lead = invoiced("Kept", "150");
        sandbox.patch("/hooks", "{\"enabled\": true}");
        sandbox.post("/quickbooks/invoices/" + booked(lead) + "/pay");
        awaitNotes(lead, 2);
        awaitQuiet();
        // Else the deal might be billed before it is looked at.
        sandbox.patch("/hooks", "{\"enabled\": false}");
        api("POST", "/deals/" + connection().id() + "/" + won("Seen", "10", "{'name': 'Seen'}", null) + "/preview", "");

        assertThat(kept).containsKeys("deal", "customerId", "customerName", "contact", "customerJson");
        declared().forEach((name, types) -> assertThat(kept.getOrDefault(name, Set.of()))
                .as(name)
                .allMatch(type -> types.stream().anyMatch(each -> each.isAssignableFrom(type))));
    }

    private static Map<String, Set<Class<?>>> declared() {
        BeanIndex beans = new BeanIndex();
        return beans.names(Object.class)
                .flatMap(name -> beans.type(name).stream())
                .flatMap(type -> Stream.of(type.getAnnotationsByType(Keeps.class)))
                .collect(Collectors.groupingBy(
                        Keeps::value, Collectors.mapping(Keeps::as, Collectors.<Class<?>>toSet())));
    }
}
