package com.piprio.e2e.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The platform's page as a browser has it open: what it refers to, assets that it would load only later included. Asked
 * again after an upgrade, each must still be there, byte for byte.
 */
public final class OpenPage {

    private static final Pattern REFERENCE =
            Pattern.compile("[\"'](?:assets/|\\./)([a-z]+\\.[0-9a-f]{16}\\.[a-z]+)[\"']");
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final Map<String, String> assets = new TreeMap<>();

    private OpenPage(String address) {
        this.address = address;
    }

    /** Opens the page and follows every reference. */
    public static OpenPage at(String address) {
        OpenPage page = new OpenPage(address);
        HttpResponse<String> answer = page.get("/");
        if (answer.statusCode() != 200 || !caching(answer).equals("no-cache")) {
            throw new AssertionError("the page is answered with " + answer.statusCode() + ", " + caching(answer));
        }
        Deque<String> texts = new ArrayDeque<>();
        texts.add(answer.body());
        while (!texts.isEmpty()) {
            Matcher references = REFERENCE.matcher(texts.remove());
            while (references.find()) {
                String name = references.group(1);
                if (!page.assets.containsKey(name)) {
                    page.assets.put(name, page.asset(name));
                    texts.add(page.asset(name));
                }
            }
        }
        if (page.assets.isEmpty()) {
            throw new AssertionError("the page refers to no asset\n" + answer.body());
        }
        return page;
    }

    /** Names of all assets that the page refers to, itself or by one of them. */
    public Collection<String> assets() {
        return Set.copyOf(assets.keySet());
    }

    /** Every asset is served as it was when the page was opened, and may be cached for ever. */
    public void expectItsAssets() {
        assets.forEach((name, content) -> {
            if (!asset(name).equals(content)) {
                throw new AssertionError("/assets/" + name + " has another content than when the page was opened");
            }
        });
    }

    private String asset(String name) {
        HttpResponse<String> answer = get("/assets/" + name);
        if (answer.statusCode() != 200) {
            throw new AssertionError("/assets/" + name + " is answered with " + answer.statusCode());
        }
        if (!caching(answer).contains("immutable")) {
            throw new AssertionError("/assets/" + name + " is answered with Cache-Control " + caching(answer));
        }
        return answer.body();
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(LIMIT)
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(address + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String caching(HttpResponse<?> answer) {
        return answer.headers().firstValue("Cache-Control").orElse("none");
    }
}
