package org.wonbooks.reconcile.provision;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.account.WebhookList;

/**
 * Subscribes our webhook, unless it is there and on. One that stays off, or that we may not subscribe, needs a person.
 */
@Component("subscribeWebhook")
@Keeps("webhookMissing")
class SubscribeWebhook implements Write.ToKommo<Void> {

    private final Provisioning provisioning;

    public SubscribeWebhook(Provisioning provisioning) {
        this.provisioning = provisioning;
    }

    @Override
    public Read<?> before(Run run) {
        String url = provisioning.webhookUrl(run.connection());
        return ours(url).take(present -> run.keep("webhookMissing", missing(present, url)));
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        return run.get("webhookMissing", Boolean.class)
                ? Call.post(
                        "webhooks",
                        mapping.json(Map.of(
                                "destination",
                                provisioning.webhookUrl(run.connection()),
                                "settings",
                                Provisioning.EVENTS,
                                "sort",
                                10)))
                : null;
    }

    @Override
    public Class<Void> answer() {
        return Void.class;
    }

    /** Kommo may keep it off all the same, which its answer does not say. */
    @Override
    public Read<?> done(Run run, Call call, Void answer) {
        String url = provisioning.webhookUrl(run.connection());
        return ours(url).take(present -> requireWebhook(present, url));
    }

    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (fault instanceof ForbiddenFault forbidden) {
            return forbidden(forbidden);
        }
        throw fault;
    }

    private static Read<WebhookList> ours(String url) {
        return Read.of("webhooks", WebhookList.class)
                .with(Provisioning.webhookQuery(url))
                .failing(ForbiddenFault.class, SubscribeWebhook::forbidden);
    }

    /** Is it missing, off, or for too few events? */
    private static boolean missing(WebhookList present, String url) {
        return present == null || !present.covers(url, Provisioning.EVENTS);
    }

    private static void requireWebhook(WebhookList present, String url) {
        if (missing(present, url)) {
            throw new PermanentFault(
                    Provisioning.WEBHOOK_OFF,
                    "In Kommo go to “Settings > Integrations > Web hooks”, open the entry of Wonbooks and save it, then"
                            + " press “Try again”. Until then deals are found by the sweeps alone.");
        }
    }

    /** Rights that go as far as deals, but not as far as webhooks, stop no deal. */
    private static Read<?> forbidden(ForbiddenFault fault) {
        throw new PermanentFault(Provisioning.WEBHOOK_FORBIDDEN + fault.getMessage(), fault.fix());
    }
}
