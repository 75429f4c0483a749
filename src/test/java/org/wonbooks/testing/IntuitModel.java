package org.wonbooks.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.jaxb.JaxbAnnotationModule;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.Item;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Intuit's own model as a reader of what we send: a property that it does not know is an error. */
public final class IntuitModel {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
            .addModule(new JaxbAnnotationModule())
            .build();

    private IntuitModel() {}

    /** The names of a type's properties, as they are in JSON. */
    public static Set<String> keys(String type) {
        try {
            JavaType known = STRICT.constructType(Class.forName("com.intuit.ipp.data." + type));
            return STRICT.getDeserializationConfig().introspect(known).findProperties().stream()
                    .map(BeanPropertyDefinition::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Invoice invoice(String json) throws JsonProcessingException {
        return STRICT.readValue(json, Invoice.class);
    }

    public static Customer customer(String json) throws JsonProcessingException {
        return STRICT.readValue(json, Customer.class);
    }

    public static Item item(String json) throws JsonProcessingException {
        return STRICT.readValue(json, Item.class);
    }
}
