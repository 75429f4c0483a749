package org.wonbooks.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** What others say comes into the log as one line that moves nothing, in both forms that it is written in. */
class CleanEncoderTest {

    private static final String FORGED = "Sorry\r\n2026-11-30T12:00:00Z ERROR Wonbooks is for sale \u001b[31m\u009b2J";
    private static final String TURNED = "‮txt.exe\u2066 \u2028new";

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("org.wonbooks.Test");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void ownContext() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void aMessageIsOneLine() {
        writeBy(pattern());

        logger.warn("QuickBooks refused: {}, {}", FORGED, TURNED);

        assertThat(lines())
                .containsExactly("WARN QuickBooks refused: Sorry\\r\\n2026-11-30T12:00:00Z ERROR Wonbooks is for sale"
                        + " \\u001b[31m\\u009b2J, \\u202etxt.exe\\u2066 \\u2028new");
    }

    @Test
    void ofAStackTraceTheLinesStayAndTheWordsAreClean() {
        writeBy(pattern());

        IllegalStateException around = new IllegalStateException(FORGED, new IOException(FORGED));
        around.addSuppressed(new IOException(FORGED));
        logger.error("It failed", around);

        assertThat(lines().get(0)).isEqualTo("ERROR It failed");
        assertThat(lines().stream().skip(1)).allMatch(line -> line.matches("(\\t.*|Caused by: .*|java\\.lang\\..*)"));
        assertThat(lines().stream().filter(line -> line.contains("Sorry\\r\\n2026")))
                .hasSize(3);
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b", "\r", "\u009b");
    }

    @Test
    void ordinaryWordsStayAsTheyAre() {
        writeBy(pattern());

        logger.info("Zoë, Ёлка & 東京\t€ 5 😀 \\n");

        assertThat(lines()).containsExactly("INFO Zoë, Ёлка & 東京\t€ 5 😀 \\n");
    }

    @Test
    void whatWeSayInSeveralLinesKeepsThem() {
        writeBy(pattern());

        context.getLogger("org.wonbooks.console.door.StartMessage").info("Ready.\n\n    {}", "here\u001b[2J");

        assertThat(lines()).containsExactly("INFO Ready.", "", "    here\\u001b[2J");
    }

    /**
     * Whatever a peer says, its words come out of the JSON as they were, or with escapes where they would move a line.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\r\nlines",
                "\u001b[2J\u001b]0;title\u0007",
                "\"}\n{\"message\":\"forged\"",
                "\\\" \\ {} %s ${x} %n",
                "tab\tnull\u0000del\u007fnext\u0085line\u2028paragraph\u2029",
                "half a pair \ud83d",
                "Zoë, Ёлка & 東京 😀 <script>"
            })
    void asJsonEachEventIsAnObjectOnALineOfItsOwn(String words) throws IOException {
        writeByEcs();
        IllegalStateException fault = new IllegalStateException(words, new IOException(words));
        fault.addSuppressed(new IOException(words));

        context.getMDCAdapter().put("deal", words);
        logger.warn(words);
        logger.error("Said: {}", words, fault);
        logger.atInfo().addKeyValue("said", words).log("Beside");

        assertThat(lines()).hasSize(3);
        // Half a pair has no bytes of its own.
        String said = new String(words.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String escaped = LogText.clean(said);
        List<JsonNode> events = new ArrayList<>();
        for (String line : lines()) {
            JsonNode event = new ObjectMapper()
                    .reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .readTree(line);
            assertThat(event.isObject()).isTrue();
            assertThat(event.path("deal").asText()).isEqualTo(escaped);
            assertThat(event.path("@timestamp").asText()).isNotBlank();
            events.add(event);
        }
        assertThat(events.get(0).path("message").asText()).isEqualTo(escaped);
        assertThat(events.get(1).path("message").asText()).isEqualTo("Said: " + escaped);
        assertThat(events.get(1).at("/error/type").asText()).isEqualTo(IllegalStateException.class.getName());
        assertThat(events.get(1).at("/error/stack_trace").asText()).contains("Caused by: ", "Suppressed: ");
        assertThat(events.get(2).path("said").asText()).isEqualTo(said);
    }

    @Test
    void asJsonEachEventIsOneLineToo() throws IOException {
        writeByEcs();

        context.getMDCAdapter().put("deal", "17");
        logger.warn("QuickBooks refused: {}", FORGED + TURNED, new IOException(FORGED));

        assertThat(lines()).hasSize(1);
        assertThat(written.toString(StandardCharsets.UTF_8).strip())
                .as("nothing that a terminal obeys")
                .matches("[\\x20-\\x7e]*");
        JsonNode event = new ObjectMapper().readTree(written.toByteArray());
        assertThat(event.at("/log/level").asText()).isEqualTo("WARN");
        assertThat(event.path("deal").asText()).isEqualTo("17");
        assertThat(event.path("message").asText()).startsWith("QuickBooks refused: Sorry\\r\\n2026");
        assertThat(event.at("/error/message").asText()).isEqualTo(FORGED);
    }

    @Test
    void whoeverCarriesSecretsStaysSilentWhateverIsSet() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
        context.getLogger("org.apache.hc.client5.http.wire").setLevel(Level.DEBUG);
        context.getLogger("org.springframework.security.web").setLevel(Level.TRACE);
        context.getLogger("org.apache.camel").setLevel(Level.ERROR);

        SafeLogs.silence(context);

        for (String name : List.of(
                "org.apache.hc.client5.http.wire",
                "org.apache.hc.client5.http.headers",
                "org.apache.camel.component.http.HttpProducer",
                "org.springframework.security.web.FilterChainProxy",
                "org.springframework.web.servlet.DispatcherServlet",
                "org.apache.coyote.http11.Http11InputBuffer",
                "org.postgresql.core.v3.QueryExecutorImpl",
                "com.zaxxer.hikari.HikariConfig")) {
            assertThat(context.getLogger(name).isDebugEnabled()).as(name).isFalse();
        }
        assertThat(context.getLogger("org.apache.camel").isWarnEnabled())
                .as("whoever wants less gets less")
                .isFalse();
        assertThat(logger.isTraceEnabled()).isTrue();
    }

    private PatternLayoutEncoder pattern() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern("%p %m%n");
        encoder.setCharset(StandardCharsets.UTF_8);
        return encoder;
    }

    /** As {@code logging.structured.format.console=ecs} does. */
    private void writeByEcs() {
        context.putObject(Environment.class.getName(), new MockEnvironment());
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setFormat("ecs");
        writeBy(encoder);
    }

    private void writeBy(Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        SafeLogs.clean(appender);
        SafeLogs.clean(appender);
        logger.setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
