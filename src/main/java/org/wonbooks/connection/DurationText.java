package org.wonbooks.connection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.datatype.jsr310.deser.DurationDeserializer;
import java.io.IOException;
import java.time.Duration;

/** A time like {@code "P3D"}, and no number: nobody knows whether it would be of days or of seconds. */
final class DurationText extends DurationDeserializer {

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser.hasToken(JsonToken.VALUE_STRING)
                ? super.deserialize(parser, context)
                : (Duration) context.handleUnexpectedToken(Duration.class, parser);
    }
}
