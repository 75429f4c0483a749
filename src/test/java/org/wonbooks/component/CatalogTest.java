package org.wonbooks.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is generated tells of the endpoints as they are: {@code ./mvnw compile camel-package:generate-component}. */
class CatalogTest {

    /** Camel's own, which every producer has. */
    private static final String INHERITED = "lazyStartProducer";

    static Stream<PeerEndpoint> endpoints() {
        return Stream.of(new KommoEndpoint("kommo:read", null), new QuickBooksEndpoint("quickbooks:read", null));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void theCatalogNamesEachOptionAndItsValues(PeerEndpoint endpoint) throws Exception {
        Map<String, Option> described = new TreeMap<>();
        properties(endpoint).forEach((name, option) -> described.put(name, Option.of((JsonObject) option)));
        described.remove(INHERITED);

        assertThat(described).isEqualTo(declared(endpoint.getClass()));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void theUriFactoryKnowsThem(PeerEndpoint endpoint) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(camel.getCamelContextExtension()
                            .getEndpointUriFactory(scheme(endpoint))
                            .propertyNames())
                    .containsExactlyInAnyOrderElementsOf(properties(endpoint).keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void eachNameOfATypeHasItsClass(PeerEndpoint endpoint) throws Exception {
        assertThat(endpoint.types.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        declared(endpoint.getClass()).get("as").values());
    }

    /** Where nobody has made the component, which needs to be given its doors, Camel doesn't try to. */
    @ParameterizedTest
    @MethodSource("endpoints")
    void aCamelThatIsNotStartedReadsTheDescriptionAlone(PeerEndpoint endpoint) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(camel.getComponentParameterJsonSchema(scheme(endpoint)))
                    .contains("\"scheme\": \"" + scheme(endpoint) + "\"");
            assertThat(camel.getComponentNames()).isEmpty();
        }
    }

    /** The bean comes before what META-INF/services names, which couldn't be made. */
    @ParameterizedTest
    @MethodSource("endpoints")
    void theComponentIsTheBeanAndNoOther(PeerEndpoint endpoint) throws Exception {
        String scheme = scheme(endpoint);
        PeerComponent bean = scheme.equals("kommo")
                ? new KommoComponent(null, null, null)
                : new QuickBooksComponent(null, null, null);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThatThrownBy(() -> camel.getComponent(scheme)).hasStackTraceContaining("NoSuchMethodException");

            camel.getRegistry().bind(scheme + "-component", bean);

            assertThat(camel.getComponent(scheme)).isSameAs(bean);
        }
    }

    private record Option(String kind, String description, List<String> values) {

        static Option of(JsonObject json) {
            return new Option(
                    json.getString("kind"),
                    json.getString("description"),
                    json.getCollectionOrDefault("enum", List.<Object>of()).stream()
                            .map(Object::toString)
                            .toList());
        }

        static Option of(String kind, String description, String values) {
            return new Option(kind, description, values.isEmpty() ? List.of() : List.of(values.split(",")));
        }
    }

    private static Map<String, Option> declared(Class<?> endpoint) {
        Map<String, Option> options = new TreeMap<>();
        Stream.of(endpoint, PeerEndpoint.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .forEach(field -> addTo(options, field));
        return options;
    }

    private static void addTo(Map<String, Option> options, Field field) {
        UriPath path = field.getAnnotation(UriPath.class);
        if (path != null) {
            options.put(field.getName(), Option.of("path", path.description(), path.enums()));
        }
        UriParam parameter = field.getAnnotation(UriParam.class);
        if (parameter != null) {
            options.put(field.getName(), Option.of("parameter", parameter.description(), parameter.enums()));
        }
    }

    private static JsonObject properties(PeerEndpoint endpoint) throws Exception {
        String file = "/META-INF/org/wonbooks/component/" + scheme(endpoint) + ".json";
        try (Reader in = new InputStreamReader(CatalogTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            return ((JsonObject) Jsoner.deserialize(in)).getMap("properties");
        }
    }

    private static String scheme(PeerEndpoint endpoint) {
        return endpoint.getEndpointUri().split(":")[0];
    }
}
