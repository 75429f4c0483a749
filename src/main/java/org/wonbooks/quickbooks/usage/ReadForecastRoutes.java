package org.wonbooks.quickbooks.usage;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Warns once a day in the log when more reads are to be expected than are included. */
@Component
class ReadForecastRoutes extends RouteBuilder {

    private final ReadForecast forecast;

    ReadForecastRoutes(ReadForecast forecast) {
        this.forecast = forecast;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("quartz:quickbooks/reads?cron=0+0+6+*+*+?&trigger.timeZone=UTC")
                .routeId("reads-forecast")
                .description("Warns when this month's QuickBooks reads are likely to cost more than planned.")
                .process(exchange -> warn())
                .id("reads-forecast-warn");
    }

    private void warn() {
        String warning = forecast.warning();
        if (warning != null) {
            log.warn(warning);
        }
    }
}
