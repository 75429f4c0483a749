package org.wonbooks.console.connect;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.console.AuditLog;
import org.wonbooks.oauth.app.AppKey;
import org.wonbooks.oauth.app.AppKeys;

/** Keeps the keys of our apps that a person has entered, with its audit row. */
@Service
class KeyActions {

    private final AppKeys keys;
    private final AuditLog audit;

    KeyActions(AppKeys keys, AuditLog audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /** Which they are is written down, and never what they are. */
    @Transactional
    public void enter(String who, Map<AppKey, String> entered) {
        keys.enter(entered);
        String names =
                new TreeMap<>(entered).keySet().stream().map(AppKey::title).collect(Collectors.joining(", "));
        audit.add(who, "keys.change", "keys", names);
    }
}
