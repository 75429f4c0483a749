package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** HTTP byte by byte, for what no client library would send. */
final class RawHttp implements AutoCloseable {

    private final Socket socket;

    RawHttp(int port) throws IOException {
        this(port, new Socket());
    }

    private RawHttp(int port, Socket socket) throws IOException {
        this.socket = socket;
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(10_000);
    }

    /** One that has no room for an answer until somebody reads. */
    static RawHttp thatReadsLittle(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        return new RawHttp(port, socket);
    }

    /** One request on a connection of its own: the request line and headers as lines, then the body. */
    static Answer send(int port, String lines, byte[] body) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.head(lines + "\nConnection: close\nContent-Length: " + body.length);
            http.write(body);
            return http.answer();
        }
    }

    void head(String lines) throws IOException {
        write((lines + "\nHost: localhost\n\n").replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    void chunk(byte[] bytes) throws IOException {
        write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        write(bytes);
        write("\r\n".getBytes(ISO_8859_1));
    }

    /** Whether something has come that nobody has read. */
    boolean hasBytes() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    void endOfRequests() throws IOException {
        socket.shutdownOutput();
    }

    /** The lines up to the next empty one. */
    String readHead() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The connection ended within a head: " + head.toString(ISO_8859_1));
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1).replace("\r\n", "\n").strip();
    }

    /** The answer on a connection that the server closes after it. */
    Answer answer() throws IOException {
        String head = readHead();
        return new Answer(
                Integer.parseInt(head.split(" ")[1]),
                head.toLowerCase(),
                new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }

    /** Whatever still comes until the server closes the connection, orderly or not. */
    String readToItsEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            // Closed as well.
        }
        return all.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** @param head the status line and headers in lower case */
    record Answer(int status, String head, String body) {}
}
