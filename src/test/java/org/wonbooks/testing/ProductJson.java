package org.wonbooks.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.wonbooks.peer.AnswerJson;

/** JSON as the steps read it: with the product's own settings. */
public final class ProductJson {

    private static final ObjectMapper[] MAPPER = new ObjectMapper[1];

    static {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
                .withUserConfiguration(AnswerJson.class)
                .run(context -> MAPPER[0] = context.getBean(ObjectMapper.class));
    }

    private ProductJson() {}

    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER[0].readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static String write(Object value) {
        try {
            return MAPPER[0].writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
