package org.wonbooks.database;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sockets to PostgreSQL by which nobody writes without end. Java's time-out is one of reads: whoever sends a large text
 * to a host that has gone silent would stand still until the system gives it up, which takes a quarter of an hour. Made
 * by the driver, by its name.
 */
public final class TimedSockets extends SocketFactory {

    /** Looked at once a second: a timer for each write would cost more than the writes. */
    private static final Set<TimedSocket> OPEN = ConcurrentHashMap.newKeySet();

    static {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("database-sockets-");
        threads.setDaemon(true);
        new ScheduledThreadPoolExecutor(1, threads)
                .scheduleWithFixedDelay(() -> OPEN.forEach(TimedSocket::endLongWrite), 1, 1, TimeUnit.SECONDS);
    }

    private final long seconds;

    /** @param connection the driver's properties: the time-out is that of reads */
    public TimedSockets(Properties connection) {
        seconds = Long.parseLong(connection.getProperty("socketTimeout", "0"));
    }

    @Override
    public Socket createSocket() {
        return seconds == 0 ? new Socket() : new TimedSocket(seconds);
    }

    private static final class TimedSocket extends Socket {

        private final long most;
        private volatile boolean writing;
        private volatile long since;

        TimedSocket(long seconds) {
            most = TimeUnit.SECONDS.toNanos(seconds);
            OPEN.add(this);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream raw = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    since = System.nanoTime();
                    writing = true;
                    try {
                        raw.write(bytes, from, length);
                    } finally {
                        writing = false;
                    }
                }
            };
        }

        /** Whoever writes finds the socket closed. */
        private void endLongWrite() {
            if (writing && System.nanoTime() - since > most) {
                try {
                    close();
                } catch (IOException alreadyBroken) {
                    // As it should be.
                }
            }
        }

        @Override
        public void close() throws IOException {
            OPEN.remove(this);
            super.close();
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }
}
