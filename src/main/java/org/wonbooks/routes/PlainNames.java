package org.wonbooks.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicy;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyNamingStrategy;
import org.apache.camel.management.DefaultManagementObjectNameStrategy;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Shows the routes of the set that is at work by their plain names, in JMX and in metrics, whichever number they have
 * in Camel: so that whoever watches {@code deal-won} goes on to see it when another set is put to work.
 */
@Component
class PlainNames implements CamelContextConfiguration {

    private static final String NUMBER = "\\.\\d+$";

    private final ObjectProvider<MeterRegistry> meters;

    /** Of the set that JMX shows plainly. */
    private volatile String shown = ".1";

    PlainNames(ObjectProvider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        camel.getManagementStrategy().setManagementObjectNameStrategy(new Names());
        meters.ifAvailable(registry -> camel.addRoutePolicyFactory(new Counts(registry)));
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // Nothing is left to do.
    }

    /** What Camel starts from now on is not shown until {@link #show}. */
    static void hide(CamelContext camel) {
        register(camel, false);
    }

    private static void register(CamelContext camel, boolean newRoutes) {
        // None: Camel's JMX is switched off.
        ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            agent.setRegisterNewRoutes(newRoutes);
        }
    }

    /** Shows the routes of one set in the place of another's. */
    synchronized void show(CamelContext camel, List<Route> before, List<Route> now, String suffix) {
        List<LifecycleStrategy> all = camel.getLifecycleStrategies();
        all.forEach(each -> each.onRoutesRemove(before));
        shown = suffix;
        register(camel, true);
        all.forEach(each -> each.onRoutesAdd(now));
        hide(camel);
    }

    static String plain(String routeId) {
        return routeId.replaceFirst(NUMBER, "");
    }

    private final class Names extends DefaultManagementObjectNameStrategy {

        @Override
        public ObjectName getObjectNameForRoute(Route route) throws MalformedObjectNameException {
            ObjectName name = super.getObjectNameForRoute(route);
            return route.getRouteId().endsWith(shown)
                    ? new ObjectName(name.toString()
                            .replace("\"" + route.getRouteId() + "\"", "\"" + plain(route.getRouteId()) + "\""))
                    : name;
        }
    }

    private static final class Tagged implements MicrometerRoutePolicyNamingStrategy {

        @Override
        public String getName(Route route) {
            return DEFAULT.getName(route);
        }

        @Override
        public Tags getTags(Route route) {
            return DEFAULT.getTags(route).and(MicrometerConstants.ROUTE_ID_TAG, plain(route.getRouteId()));
        }

        @Override
        public Tags getExchangeStatusTags(Route route) {
            return DEFAULT.getExchangeStatusTags(route)
                    .and(MicrometerConstants.ROUTE_ID_TAG, plain(route.getRouteId()));
        }
    }

    /** What was counted stays when a set is taken away: the next one counts on. */
    private static final class Counts extends MicrometerRoutePolicyFactory {

        Counts(MeterRegistry meters) {
            setMeterRegistry(meters);
            setNamingStrategy(new Tagged());
            getPolicyConfiguration().setContextEnabled(false);
            getPolicyConfiguration().setRouteEnabled(true);
        }

        @Override
        public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
            MicrometerRoutePolicy policy = new MicrometerRoutePolicy(this) {
                /** Camel would drop the counters, and keep this for ever, with the route. */
                @Override
                public void onRemove(Route removed) {
                    try {
                        camel.removeService(this);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            policy.setMeterRegistry(getMeterRegistry());
            policy.setDurationUnit(getDurationUnit());
            policy.setNamingStrategy(getNamingStrategy());
            policy.setConfiguration(getPolicyConfiguration());
            return policy;
        }
    }
}
