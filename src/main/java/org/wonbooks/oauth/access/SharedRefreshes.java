package org.wonbooks.oauth.access;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.oauth.token.AccessToken;

/** The refreshes that are under way in this process: whoever wants the same one shares it. */
class SharedRefreshes {

    private final Map<Refresh, FutureTask<AccessToken>> running = new ConcurrentHashMap<>();

    /** The replacement of one version of the tokens; its failure is shared too, so no queue of callers repeats it. */
    private record Refresh(long connectionId, Peer peer, long version) {}

    boolean areUnderWay() {
        return !running.isEmpty();
    }

    AccessToken share(long connectionId, Peer peer, long version, Callable<AccessToken> task) {
        Refresh refresh = new Refresh(connectionId, peer, version);
        FutureTask<AccessToken> mine = new FutureTask<>(task);
        FutureTask<AccessToken> first = running.putIfAbsent(refresh, mine);
        if (first == null) {
            try {
                mine.run();
            } finally {
                running.remove(refresh);
            }
        }
        try {
            return (first == null ? mine : first).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PassingFault("Stopped while the tokens of " + peer.title() + " were being refreshed", null);
        }
    }
}
