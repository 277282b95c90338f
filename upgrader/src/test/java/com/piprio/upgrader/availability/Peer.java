package com.piprio.upgrader.availability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in this process that answers well, or as badly as it is told. */
final class Peer implements AutoCloseable {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Behaviour behaviour = (number, head) -> OK;
    private volatile ServerSocket server;
    private int port;

    /** What is answered to a request; decides anew for each. */
    @FunctionalInterface
    interface Behaviour {
        /** Text to send; the connection is closed after it when it ends in {@code CLOSE}. */
        String answer(int number, String head) throws InterruptedException;
    }

    static final String CLOSE = "\0close";

    static Peer start() throws IOException {
        Peer peer = new Peer();
        peer.listen();
        return peer;
    }

    static String ok() {
        return OK;
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port, () -> "token");
    }

    void listen() throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
        port = listening.getLocalPort();
        server = listening;
        daemon(() -> accept(listening));
    }

    /** Refuses all connections from now on, and closes those that there are. */
    void goAway() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (true) {
                StringBuilder head = new StringBuilder();
                for (String line = reader.readLine(); !"".equals(line); line = reader.readLine()) {
                    if (line == null) {
                        return;
                    }
                    head.append(line).append('\n');
                }
                heads.add(head.toString());
                String answer = behaviour.answer(requests.getAndIncrement(), head.toString());
                boolean close = answer.endsWith(CLOSE) || head.indexOf("Connection: close") >= 0;
                String text = answer.endsWith(CLOSE) ? answer.substring(0, answer.length() - CLOSE.length()) : answer;
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                if (close) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client, or goAway, closed it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            goAway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
