package org.wonbooks.console.door;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/**
 * Tells that all is ready, and where. To a person who tries Wonbooks it tells the password too, because nothing in a
 * sandbox is real.
 */
@Component
class StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    private final WonbooksSettings settings;
    private final Environment environment;

    StartMessage(WonbooksSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        if (!environment.acceptsProfiles(Profiles.of("sandbox"))) {
            LOG.info("Wonbooks is ready at {}", settings.publicUrl());
            return;
        }
        if (environment.getActiveProfiles().length == 0 && isMeantForProduction()) {
            LOG.warn("No profile was named, so this is the sandbox: nothing reaches the real Kommo and QuickBooks."
                    + " For them give SPRING_PROFILES_ACTIVE=production");
        }
        LOG.info(
                """
                Wonbooks is ready.

                    {}/sandbox/  win a deal there, and look at the books
                    {}/          the connections: user {}, password {}
                """,
                settings.publicUrl(),
                settings.publicUrl(),
                settings.admin().username(),
                settings.admin().password());
    }

    /** Has somebody set what a sandbox needs for nothing? */
    private boolean isMeantForProduction() {
        return settings.publicUrl().startsWith("https:")
                || environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:");
    }
}
