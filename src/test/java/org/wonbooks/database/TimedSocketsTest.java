package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimedSocketsTest {

    /** More than any system keeps for somebody who does not read. */
    private static final int MEGABYTES = 64;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nobodyWritesWithoutEndToAHostThatTakesNothing() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("socketTimeout", "1");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new TimedSockets(properties).createSocket()) {
            socket.connect(silent.getLocalSocketAddress());
            OutputStream out = socket.getOutputStream();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < MEGABYTES; i++) {
                            out.write(new byte[1 << 20]);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }
}
