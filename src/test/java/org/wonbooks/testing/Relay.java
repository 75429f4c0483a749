package org.wonbooks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A port before another one: what goes through can be stopped as if the server stood still, or as if it had died. */
public final class Relay implements AutoCloseable {

    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> behind = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Set<Socket> forsaken = Set.of();
    private ServerSocket server;

    public Relay(int target) {
        this.target = target;
        listen(0);
        port = server.getLocalPort();
    }

    public int port() {
        return port;
    }

    /** No byte goes through any more, in either direction; nobody is told. */
    public void freeze() {
        gate = new CountDownLatch(1);
    }

    /** Whatever waited goes through, and all that follows. */
    public void thaw() {
        gate.countDown();
    }

    /**
     * The connections that there are go silent for ever, and nobody is told, as when a host is lost; new ones go
     * through, as to the one that took its place. The server sees them end.
     */
    public void forsake() {
        forsaken = Set.copyOf(sockets);
        behind.forEach(Relay::end);
        behind.clear();
    }

    /** The same of all that waits or comes while it is frozen; what comes from now on goes through. */
    public void forsakeAndThaw() {
        forsake();
        thaw();
    }

    /** Every connection ends, and new ones are refused. */
    public void die() {
        close();
    }

    /** Takes connections again. */
    public void revive() {
        listen(port);
    }

    @Override
    public void close() {
        thaw();
        end(server);
        sockets.forEach(Relay::end);
        sockets.clear();
    }

    private void listen(int wanted) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            server = listening;
            start(() -> {
                while (true) {
                    connect(listening.accept());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        behind.add(server);
        start(() -> pump(client, server));
        start(() -> pump(server, client));
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        try {
            byte[] buffer = new byte[8192];
            int read;
            while ((read = from.getInputStream().read(buffer)) >= 0) {
                gate.await();
                if (!forsaken.contains(from)) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } finally {
            if (!forsaken.contains(from)) {
                end(from);
                end(to);
            }
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException closed) {
                // As it should end.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyClosed) {
            // Then so be it.
        }
    }
}
