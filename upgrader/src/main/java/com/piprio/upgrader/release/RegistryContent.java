package com.piprio.upgrader.release;

import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.login.RegistryAccess;
import com.piprio.upgrader.login.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manifests and blobs of images as a registry has them, byte by byte. Over {@code HttpURLConnection}, because that gives up
 * on a registry that stops in the middle of a blob.
 */
public final class RegistryContent {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RegistryAddress registry;
    private final RegistryAccess access;

    /** @param logins for a registry that wants one */
    public RegistryContent(String registry, RegistryLogins logins) {
        this.registry = new RegistryAddress(registry);
        this.access = this.registry.access(logins);
    }

    /**
     * Opens a manifest.
     *
     * @param image without registry, such as {@code piprio/api}
     * @param reference a tag or a digest
     * @throws OperatorException {@code REGISTRY_UNREACHABLE}, {@code REGISTRY_LOGIN}, {@code IMAGE_MISSING}
     */
    public InputStream manifest(String image, String reference) {
        return open(image, "manifests/" + reference);
    }

    /**
     * Opens a blob; a read that waits for more than 30 s throws.
     *
     * @throws OperatorException {@code REGISTRY_UNREACHABLE}, {@code REGISTRY_LOGIN}, {@code IMAGE_MISSING}
     */
    public InputStream blob(String image, String digest) {
        return open(image, "blobs/" + digest);
    }

    private InputStream open(String image, String resource) {
        String name = image + "/" + resource;
        try {
            Opened answer = access.ask(registry.resource(image, resource), RegistryContent::send);
            int status = answer.status();
            if (status == HttpURLConnection.HTTP_NOT_FOUND) {
                answer.discard();
                throw OperatorException.of(ErrorCode.IMAGE_MISSING, "the registry lacks a part of an image")
                        .expected(name)
                        .found("nothing")
                        .remedy("ask the publisher, or copy the image to the registry again")
                        .build();
            }
            if (status != HttpURLConnection.HTTP_OK) {
                answer.discard();
                throw broken(name, "HTTP status " + status, new IOException("HTTP status " + status));
            }
            return answer.connection().getInputStream();
        } catch (IOException e) {
            throw broken(name, String.valueOf(e), e);
        }
    }

    private static Opened send(URI resource, @Nullable String authorization) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) resource.toURL().openConnection();
        // By itself it would follow with the same headers, wherever to.
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) LIMIT.toMillis());
        connection.setReadTimeout((int) LIMIT.toMillis());
        connection.setRequestProperty("Accept", RegistryRequests.MANIFESTS);
        if (authorization != null) {
            connection.setRequestProperty("Authorization", authorization);
        }
        return new Opened(connection, connection.getResponseCode());
    }

    /** An answer whose body is still to come. */
    private record Opened(HttpURLConnection connection, int status) implements Reply {
        @Override
        public List<String> header(String name) {
            return connection.getHeaderFields().entrySet().stream()
                    .filter(header -> name.equalsIgnoreCase(header.getKey()))
                    .flatMap(header -> header.getValue().stream())
                    .toList();
        }

        @Override
        public void discard() {
            connection.disconnect();
        }
    }

    /** For whoever reads on and finds that the rest does not come. */
    public OperatorException broken(String name, String found, IOException cause) {
        return OperatorException.of(ErrorCode.REGISTRY_UNREACHABLE, "the registry does not answer as it should")
                .expected(name + " from the registry " + registry.value())
                .found(found)
                .remedy("see that the registry is reached from this host, then run the same command again")
                .cause(cause)
                .build();
    }
}
