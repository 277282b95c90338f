package com.piprio.e2e.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that says exactly what the test wants, byte by byte. */
class ClientTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile String answer = GOOD;
    private volatile boolean closesAfterwards;
    private volatile boolean ignores;
    private ServerSocket server;
    private Client client;

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "server");
        thread.setDaemon(true);
        thread.start();
        client = new Client("http://127.0.0.1:" + server.getLocalPort(), "token");
    }

    @AfterEach
    void stopServer() throws IOException {
        client.close();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "serve");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            int ends = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
                if (ends == 2) {
                    requests.incrementAndGet();
                    if (!ignores) {
                        // Read before the answer goes out, since the test may then ask for something else.
                        boolean closes = closesAfterwards;
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        if (closes) {
                            socket.close();
                            return;
                        }
                    }
                }
            }
        } catch (IOException e) {
            // The test has ended.
            requests.get();
        }
    }

    private Answer get(Client.Way way) throws IOException {
        return client.exchange(Request.get("/"), way, LIMIT, BodyReader.all());
    }

    @Test
    void keepsAConnectionAndUsesItAgain() throws IOException {
        assertThat(get(Client.Way.KEPT).text()).isEqualTo("ok");
        assertThat(get(Client.Way.KEPT).status()).isEqualTo(200);
        assertThat(sockets).hasSize(1);
        get(Client.Way.FRESH);
        assertThat(sockets).hasSize(2);
    }

    @Test
    void doesNotUseAConnectionWhoseCloseWasAnnounced() throws IOException {
        answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
        get(Client.Way.KEPT);
        get(Client.Way.KEPT);
        assertThat(sockets).hasSize(2);
    }

    @Test
    void doesNotUseAConnectionThatWasClosedWhileItWasIdle() throws IOException {
        get(Client.Way.KEPT);
        sockets.get(0).close();
        assertThat(get(Client.Way.KEPT).status()).isEqualTo(200);
        assertThat(sockets).hasSize(2);
    }

    @Test
    void sendsNothingTwiceWhenAKeptConnectionIsClosedInsteadOfAnAnswer() throws IOException {
        get(Client.Way.KEPT);
        answer = "";
        closesAfterwards = true;
        assertThatThrownBy(() -> get(Client.Way.KEPT)).isInstanceOf(IOException.class);
        assertThat(requests).hasValue(2);
    }

    @Test
    void readsChunksAndSkipsInterimAnswers() throws IOException {
        answer = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        assertThat(get(Client.Way.KEPT).text()).isEqualTo("abcde");
        get(Client.Way.KEPT);
        assertThat(sockets).hasSize(1);
    }

    @Test
    void takesACloseInTheMiddleOfAnAnswerForAFailure() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok";
        closesAfterwards = true;
        assertThatThrownBy(() -> get(Client.Way.FRESH)).hasMessage("closed in the middle of the answer");
    }

    @Test
    void takesWhatIsNoHttpForAFailure() {
        answer = "hello\r\n\r\n";
        assertThatThrownBy(() -> get(Client.Way.FRESH)).hasMessage("the answer is no HTTP");
    }

    @Test
    void givesUpAtTheLimitAndDoesNotUseTheConnectionAgain() throws IOException {
        get(Client.Way.KEPT);
        ignores = true;
        assertThatThrownBy(() ->
                        client.exchange(Request.get("/"), Client.Way.KEPT, Duration.ofMillis(200), BodyReader.all()))
                .hasMessage("no answer within 200 ms");
        ignores = false;
        get(Client.Way.KEPT);
        assertThat(sockets).hasSize(2);
    }

    @Test
    void aSlowReaderTakesItsTimeAndKeepsTheHash() throws IOException {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + "x".repeat(500);
        long started = System.nanoTime();
        Answer slow = client.exchange(Request.get("/"), Client.Way.THIN, LIMIT, new SlowReader(1000));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(450));
        assertThat(slow.text()).isEqualTo(Sha256.of("x".repeat(500).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aServerThatIsGoneIsAFailure() throws IOException {
        server.close();
        Awaitility.await().until(server::isClosed);
        assertThatThrownBy(() -> get(Client.Way.FRESH)).isInstanceOf(IOException.class);
    }
}
