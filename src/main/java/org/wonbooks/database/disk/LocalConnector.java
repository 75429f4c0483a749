package org.wonbooks.database.disk;

import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectionNotification;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.wonbooks.encryption.Digest;

/**
 * Lets a command on this machine in over JMX, for as long as it takes. Who may write into the folder of the data asks
 * by a file there, and finds address and pass in another: no module of a JDK is needed for that, and as long as nobody
 * asks, nothing listens.
 */
@Component
class LocalConnector implements DisposableBean {

    /** By it a command asks. */
    static final String WANTED = "jmx.wanted";

    /** The answer: where to connect, and on the next line the pass. */
    static final String ADDRESS = "jmx.address";

    private static final Logger LOG = LoggerFactory.getLogger(LocalConnector.class);

    private final Path folder;
    private final ScheduledThreadPoolExecutor looks;
    private JMXConnectorServer open;

    LocalConnector(Environment environment) {
        folder = Path.of(environment.getProperty("wonbooks.data", "./data"));
        CustomizableThreadFactory threads = new CustomizableThreadFactory("local-jmx-");
        threads.setDaemon(true);
        looks = new ScheduledThreadPoolExecutor(1, threads);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        looks.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            // Who comes while another command is at work waits for its end.
            if (!isBusy() && Files.deleteIfExists(folder.resolve(WANTED))) {
                close();
                open();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("A command on this machine can't be let in", e);
        }
    }

    private synchronized boolean isBusy() throws IOException {
        return open != null && open.getConnectionIds().length > 0;
    }

    private synchronized void open() throws IOException {
        String pass = Digest.newSecret();
        JMXConnectorServer server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("rmi", InetAddress.getLoopbackAddress().getHostAddress(), 0),
                Map.of(
                        RMIConnectorServer.RMI_CLIENT_SOCKET_FACTORY_ATTRIBUTE,
                        new Loopback(),
                        RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE,
                        new Loopback(),
                        RMIConnectorServer.CREDENTIALS_FILTER_PATTERN,
                        "java.lang.String;!*",
                        JMXConnectorServer.AUTHENTICATOR,
                        only(Digest.sha256(pass))),
                ManagementFactory.getPlatformMBeanServer());
        server.addNotificationListener(
                (notification, none) -> looks.execute(this::close),
                notification -> notification.getType().equals(JMXConnectionNotification.CLOSED),
                null);
        server.start();
        open = server;
        looks.schedule(() -> closeUnused(server), 1, TimeUnit.MINUTES);
        PrivateFiles.replace(folder.resolve(ADDRESS), server.getAddress() + "\n" + pass);
    }

    /** Digests are compared, so that time tells nothing of the pass. Whoever has it is nobody in particular. */
    private static JMXAuthenticator only(String digest) {
        return given -> {
            if (given instanceof String pass && Digest.sha256(pass).equals(digest)) {
                return null;
            }
            throw new SecurityException("Another pass is needed");
        };
    }

    private synchronized void closeUnused(JMXConnectorServer server) {
        if (server == open && server.getConnectionIds().length == 0) {
            close();
        }
    }

    private synchronized void close() {
        if (open == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(ADDRESS));
            open.stop();
        } catch (IOException e) {
            LOG.debug("The end of a command was not seen", e);
        } finally {
            open = null;
        }
    }

    @Override
    public void destroy() {
        looks.shutdown();
        close();
    }

    /** This machine alone, whatever name it gives itself. */
    private record Loopback() implements RMIClientSocketFactory, RMIServerSocketFactory, Serializable {

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        }
    }
}
