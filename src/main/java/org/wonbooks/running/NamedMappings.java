package org.wonbooks.running;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.SendDefinition;
import org.springframework.stereotype.Component;

/** Which mapping a set's routes name for a step. */
@Component
public class NamedMappings {

    private final CamelContext camel;

    public NamedMappings(CamelContext camel) {
        this.camel = camel;
    }

    /** Its file; empty: none of the set's routes has the step. */
    public Optional<String> of(LoadedRoutes routes, String step) {
        Pattern named = Pattern.compile("[?&]mapping=([^&]+)");
        return camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .filter(route -> route.getRouteId().endsWith(routes.suffix()))
                .flatMap(route ->
                        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class)
                                .stream())
                .map(SendDefinition::getEndpointUri)
                .filter(uri -> uri != null && uri.matches(".*[?&]step=" + Pattern.quote(step) + "(&.*)?"))
                .map(named::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
