package org.wonbooks;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out the auto-configurations that serve nothing here, since each of them costs time at every start: of Camel's,
 * all but those whose settings we set; of Spring's, those for parts that nobody uses.
 */
class ServingConfigurations implements AutoConfigurationImportFilter {

    private static final String CAMEL = "org.apache.camel.";

    private static final Set<String> SERVING = Set.of(
            CAMEL + "spring.boot.CamelAutoConfiguration",
            CAMEL + "spring.boot.actuate.health.",
            CAMEL + "component.http.",
            CAMEL + "component.jackson.",
            CAMEL + "component.micrometer.");

    private static final Set<String> IDLE = Stream.of(
                    "actuate.autoconfigure.endpoint.jmx.JmxEndpoint",
                    "actuate.autoconfigure.info.InfoContributor",
                    "actuate.autoconfigure.jdbc.DataSourceHealthContributor",
                    "actuate.autoconfigure.metrics.LogbackMetrics",
                    "actuate.autoconfigure.metrics.integration.IntegrationMetrics",
                    "actuate.autoconfigure.metrics.startup.StartupTimeMetricsListener",
                    "actuate.autoconfigure.metrics.task.TaskExecutorMetrics",
                    "actuate.autoconfigure.metrics.web.tomcat.TomcatMetrics",
                    "actuate.autoconfigure.observation.web.client.HttpClientObservations",
                    "actuate.autoconfigure.scheduling.ScheduledTasksObservability",
                    "actuate.autoconfigure.ssl.SslHealthContributor",
                    "actuate.autoconfigure.ssl.SslObservability",
                    "actuate.autoconfigure.system.DiskSpaceHealthContributor",
                    "autoconfigure.dao.PersistenceExceptionTranslation",
                    "autoconfigure.gson.Gson",
                    "autoconfigure.http.client.HttpClient",
                    "autoconfigure.sql.init.SqlInitialization",
                    "autoconfigure.task.TaskScheduling",
                    "autoconfigure.web.client.RestClient",
                    "autoconfigure.web.client.RestTemplate",
                    "autoconfigure.web.servlet.Multipart",
                    "autoconfigure.websocket.servlet.WebSocketServlet")
            .map(name -> "org.springframework.boot." + name + "AutoConfiguration")
            .collect(Collectors.toSet());

    @Override
    public boolean[] match(String[] names, AutoConfigurationMetadata metadata) {
        boolean[] serving = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            serving[i] = names[i] == null || serves(names[i]);
        }
        return serving;
    }

    private static boolean serves(String name) {
        return name.startsWith(CAMEL) ? SERVING.stream().anyMatch(name::startsWith) : !IDLE.contains(name);
    }
}
