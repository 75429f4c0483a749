package org.wonbooks.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Makes what is logged safe, whatever an operator sets: every appender writes clean words, and who would log secrets
 * below INFO logs nothing there. Right after Spring Boot has set up the log, and in a few steps: each start waits for
 * them.
 */
class SafeLogs implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** Who carries secrets: what they say of their work at DEBUG or TRACE may have one in it. */
    static final List<String> SILENT = List.of(
            "_org.springframework",
            "com.google.crypto.tink",
            "com.zaxxer.hikari",
            "h2database",
            "javax",
            "jdk",
            "org.apache.camel",
            "org.apache.catalina",
            "org.apache.coyote",
            "org.apache.hc",
            "org.apache.tomcat",
            "org.flywaydb",
            "org.postgresql",
            "org.springframework.beans",
            "org.springframework.boot.context",
            "org.springframework.boot.web",
            "org.springframework.core",
            "org.springframework.http",
            "org.springframework.jdbc",
            "org.springframework.jmx",
            "org.springframework.security",
            "org.springframework.web",
            "org.thymeleaf",
            "sun");

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList()
                    .forEach(logger -> logger.iteratorForAppenders().forEachRemaining(SafeLogs::clean));
            silence(context);
        }
    }

    static void clean(Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream
                && !(stream.getEncoder() instanceof CleanEncoder)) {
            stream.setEncoder(new CleanEncoder(stream.getEncoder()));
        }
    }

    static void silence(LoggerContext context) {
        List<String> refused = context.getLoggerList().stream()
                .filter(logger -> isTalkative(logger.getLevel()) && isSilent(logger.getName()))
                .peek(logger -> logger.setLevel(Level.INFO))
                .map(Logger::getName)
                .toList();
        SILENT.stream()
                .map(context::getLogger)
                .filter(logger -> isTalkative(logger.getEffectiveLevel()))
                .forEach(logger -> logger.setLevel(Level.INFO));
        if (!refused.isEmpty()) {
            LoggerFactory.getLogger(SafeLogs.class)
                    .warn("These stay at INFO, since below that they would log secrets: {}", refused);
        }
    }

    private static boolean isTalkative(Level level) {
        return level != null && !level.isGreaterOrEqual(Level.INFO);
    }

    private static boolean isSilent(String name) {
        return SILENT.stream().anyMatch(silent -> name.equals(silent) || name.startsWith(silent + "."));
    }

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }
}
