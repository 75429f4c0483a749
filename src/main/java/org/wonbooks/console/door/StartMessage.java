package org.wonbooks.console.door;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/** Tells a person who tries Wonbooks where to look. The password is shown here because nothing in a sandbox is real. */
@Component
@Profile("sandbox")
class StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    private final WonbooksSettings settings;

    StartMessage(WonbooksSettings settings) {
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
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
}
