package org.wonbooks.routes.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Node;
import org.wonbooks.routes.file.RouteFile;

/**
 * Camel's reader of YAML routes, for files that the check has read already: it begins with what that has understood.
 */
final class CheckedRoutes extends YamlRoutesBuilderLoader {

    CheckedRoutes(CamelContext camel) {
        setCamelContext(camel);
        start();
    }

    /**
     * The routes of a file.
     *
     * @param routes as they are to be understood
     * @param copy the folder that it was read from
     * @param source the folder that it is from, where a person finds it
     */
    RouteBuilder of(RouteFile file, Node routes, Path copy, Path source) {
        Resource resource = ResourceHelper.fromBytes(
                "file:" + source.resolve(copy.relativize(file.path())),
                file.text().getBytes(StandardCharsets.UTF_8));
        LoadSettings label =
                LoadSettings.builder().setLabel(resource.getLocation()).build();
        RouteBuilder builder = builder(newYamlDeserializationContext(label, resource), routes);
        builder.setResource(resource);
        return builder;
    }
}
