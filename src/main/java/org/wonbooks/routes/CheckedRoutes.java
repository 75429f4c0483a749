package org.wonbooks.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.wonbooks.routes.file.RouteFile;

/**
 * Camel's reader of YAML routes, for files that the check has read already: it begins with what that has understood.
 */
final class CheckedRoutes extends YamlRoutesBuilderLoader {

    CheckedRoutes(CamelContext camel) {
        setCamelContext(camel);
        start();
    }

    RouteBuilder of(RouteFile file) {
        Resource source = PluginHelper.getResourceLoader(getCamelContext()).resolveResource("file:" + file.path());
        LoadSettings label =
                LoadSettings.builder().setLabel(source.getLocation()).build();
        RouteBuilder routes = builder(
                newYamlDeserializationContext(label, source), file.root().value());
        routes.setResource(source);
        return routes;
    }
}
