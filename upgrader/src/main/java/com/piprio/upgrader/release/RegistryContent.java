package com.piprio.upgrader.release;

import com.piprio.compose.Pause;
import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.image.ImageManifest;
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

    private final RegistryRequests requests;

    /** @param logins for a registry that wants one */
    public RegistryContent(String registry, RegistryLogins logins) {
        this(new RegistryRequests(new RegistryAddress(registry), logins, Pause::of));
    }

    /** For whoever asks the registry other questions, too: what was logged in to once is known to both. */
    RegistryContent(RegistryRequests requests) {
        this.requests = requests;
    }

    /**
     * A manifest, which has the digest that it was asked for by, or that the registry tells with it.
     *
     * @param image without registry, such as {@code piprio/api}
     * @param reference a tag or a digest
     * @throws OperatorException {@code REGISTRY_UNREACHABLE}, {@code REGISTRY_BUSY}, {@code REGISTRY_LOGIN}, {@code
     *     IMAGE_MISSING}, {@code DIGEST_MISMATCH}
     */
    public byte[] manifest(String image, String reference) {
        String resource = "manifests/" + reference;
        Opened answer = open(image, resource);
        byte[] manifest;
        try (InputStream in = answer.body()) {
            manifest = in.readNBytes(ImageManifest.LARGEST + 1);
            if (manifest.length > ImageManifest.LARGEST) {
                throw new IOException("more than " + ImageManifest.LARGEST + " bytes");
            }
        } catch (IOException e) {
            throw broken(image + "/" + resource, String.valueOf(e), e);
        }
        String found = Descriptor.digestOf(manifest);
        String expected = Descriptor.isDigest(reference)
                ? reference
                : answer.header("docker-content-digest").stream()
                        .filter(Descriptor::isDigest)
                        .findFirst()
                        .orElse(found);
        if (!found.equals(expected)) {
            throw Download.mismatch(image, expected, found);
        }
        return manifest;
    }

    /**
     * Opens a blob, whose content nobody has checked; a read that waits for more than 30 s throws.
     *
     * @throws OperatorException {@code REGISTRY_UNREACHABLE}, {@code REGISTRY_BUSY}, {@code REGISTRY_LOGIN}, {@code
     *     IMAGE_MISSING}
     */
    InputStream blob(String image, String digest) {
        String resource = "blobs/" + digest;
        try {
            return open(image, resource).body();
        } catch (IOException e) {
            throw broken(image + "/" + resource, String.valueOf(e), e);
        }
    }

    private Opened open(String image, String resource) {
        String name = image + "/" + resource;
        Opened answer = requests.ask(requests.registry().resource(image, resource), RegistryContent::send);
        int status = answer.status();
        if (status == HttpURLConnection.HTTP_OK) {
            return answer;
        }
        answer.discard();
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw OperatorException.of(ErrorCode.IMAGE_MISSING, "the registry lacks a part of an image")
                    .expected(name)
                    .found("nothing")
                    .remedy("ask the publisher, or copy the image to the registry again")
                    .build();
        }
        throw broken(name, "HTTP status " + status, new IOException("HTTP status " + status));
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
        InputStream body() throws IOException {
            return connection.getInputStream();
        }

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
                .expected(name + " from the registry " + requests.registry().value())
                .found(found)
                .remedy("see that the registry is reached from this host, then run the same command again")
                .cause(cause)
                .build();
    }
}
