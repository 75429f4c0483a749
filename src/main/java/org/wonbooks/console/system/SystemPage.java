package org.wonbooks.console.system;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.page.ReaderZone;
import org.wonbooks.console.work.WorkQueries;
import org.wonbooks.oauth.app.AppKeys;

/** The page of the system itself. */
@PageController
class SystemPage {

    private final SystemState state;
    private final WorkQueries work;
    private final ReaderZone zone;
    private final WonbooksSettings settings;
    private final AppKeys apps;

    SystemPage(SystemState state, WorkQueries work, ReaderZone zone, WonbooksSettings settings, AppKeys apps) {
        this.state = state;
        this.work = work;
        this.zone = zone;
        this.settings = settings;
        this.apps = apps;
    }

    @GetMapping("/system")
    ModelAndView page() {
        try {
            return new ModelAndView("system")
                    .addObject("version", state.version())
                    .addObject("running", state.running())
                    .addObject("database", state.database())
                    .addObject("disk", state.disk().orElse(null))
                    .addObject("instances", state.instances())
                    .addObject("publicUrl", settings.publicUrl())
                    .addObject("keys", keys())
                    .addObject("work", WorkQueries.Counts.sum(work.counts()))
                    .addObject("waits", work.longestWait())
                    .addObject("kommoSwept", state.swept(Peer.KOMMO).orElse(null))
                    .addObject("quickbooksSwept", state.swept(Peer.QUICKBOOKS).orElse(null))
                    .addObject("zone", zone.get());
        } catch (MetaDataAccessException away) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The database can't be reached: " + away.getMessage(), away);
        }
    }

    /** Which keys are there; never what they are. */
    private Map<String, Boolean> keys() {
        Map<String, Boolean> keys = new LinkedHashMap<>();
        keys.put("encryption", !settings.encryptionKey().isBlank());
        keys.put("kommo", apps.has(Peer.KOMMO));
        keys.put("quickbooks", apps.has(Peer.QUICKBOOKS));
        keys.put("webhooks", !apps.verifierTokens().isEmpty());
        return keys;
    }
}
