package org.wonbooks.peer;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers.BigDecimalDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.stereotype.Component;

/**
 * What JSON may cost: 64 levels, numbers of 100 digits, amounts that can be added to another. {@link WholeAnswer} has
 * the limit of its size.
 */
@Component
public class AnswerJson implements Jackson2ObjectMapperBuilderCustomizer {

    private static final int LEVELS = 64;
    private static final int DIGITS = 100;

    @Override
    public void customize(Jackson2ObjectMapperBuilder json) {
        json.deserializerByType(BigDecimal.class, new Amounts());
        json.postConfigurer(mapper -> {
            mapper.getFactory()
                    .setStreamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(LEVELS)
                            .maxNumberLength(DIGITS)
                            .build());
            // A null among lines or values says nothing; in a list of things, Elements names it.
            mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP));
        });
    }

    /** 1e999999999 is short, and the sum with 1 is a gigabyte. */
    private static final class Amounts extends BigDecimalDeserializer {

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            BigDecimal amount = super.deserialize(parser, context);
            return amount != null && Math.abs((long) amount.scale()) > DIGITS
                    ? (BigDecimal)
                            context.handleWeirdNumberValue(BigDecimal.class, amount, "not within %d digits", DIGITS)
                    : amount;
        }
    }
}
