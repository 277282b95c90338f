package com.piprio.e2e.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection, written here because every HTTP library repeats requests by itself in some case, and then a
 * lost one goes unseen. Nothing is ever sent twice. Whoever closes it from another thread ends what waits on it.
 */
final class Connection implements AutoCloseable {

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int CHUNK = 16 * 1024;

    private final InetSocketAddress address;
    private final SocketChannel channel;
    private final InputStream in;
    private boolean reusable;

    /** A connection that is made with the first request. */
    Connection(InetSocketAddress address) throws IOException {
        this.address = address;
        this.channel = SocketChannel.open();
        this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.in = new BufferedInputStream(Channels.newInputStream(channel), CHUNK);
    }

    /** The kernel takes no more than about this many bytes ahead of the reader; before the first request only. */
    Connection receiveAhead(int bytes) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bytes);
        return this;
    }

    /**
     * Sends the request and reads the answer to its end.
     *
     * @throws IOException when there is no complete answer; its message is the reason, for a table
     */
    Answer exchange(Request request, boolean last, BodyReader reader) throws IOException {
        reusable = false;
        if (!channel.isConnected()) {
            channel.connect(address);
        }
        write(request, last);
        int status;
        do {
            status = status(line());
            if (status < 200) {
                skipHeaders();
            }
        } while (status < 200);
        return answer(status, last, reader);
    }

    private void write(Request request, boolean last) throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(address.getHostString()).append(':').append(address.getPort());
        head.append("\r\nConnection: ").append(last ? "close" : "keep-alive").append("\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (!request.method().equals("GET")) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(first.length + request.body().length)
                .put(first)
                .put(request.body())
                .flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private Answer answer(int status, boolean last, BodyReader reader) throws IOException {
        long length = -1;
        boolean chunked = false;
        boolean kept = !last;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            String value = lower.substring(lower.indexOf(':') + 1).strip();
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(value);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = value.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                kept &= !value.contains("close");
            }
        }
        if (status == 204 || status == 304) {
            length = 0;
        }
        if (chunked) {
            readChunks(reader);
        } else if (length >= 0) {
            read(length, reader);
        } else {
            kept = false;
            readToTheEnd(reader);
        }
        reusable = kept;
        return new Answer(status, reader.kept());
    }

    private void readChunks(BodyReader reader) throws IOException {
        while (true) {
            long length = Long.parseLong(line().split(";", 2)[0].strip(), 16);
            if (length == 0) {
                skipHeaders();
                return;
            }
            read(length, reader);
            line();
        }
    }

    private void read(long length, BodyReader reader) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long missing = length;
        while (missing > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, missing));
            if (count < 0) {
                throw new EOFException("closed in the middle of the answer");
            }
            missing -= count;
            reader.take(buffer, count);
        }
    }

    private void readToTheEnd(BodyReader reader) throws IOException {
        byte[] buffer = new byte[CHUNK];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            reader.take(buffer, count);
        }
    }

    private void skipHeaders() throws IOException {
        String line;
        do {
            line = line();
        } while (!line.isEmpty());
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5]\\d\\d")) {
            throw new IOException("the answer is no HTTP");
        }
        return Integer.parseInt(parts[1]);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed without an answer");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line of the answer is too long");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * Whether another request may go over it: the last answer did not announce a close, and none has arrived since.
     * Every client looks before it uses an idle connection. A close that arrives after this look counts as a failure.
     */
    boolean usable() {
        if (!reusable) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            boolean silent = in.available() == 0 && channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was to end, and has.
            reusable = false;
        }
    }
}
