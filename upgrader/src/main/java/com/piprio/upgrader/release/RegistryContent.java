package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;

/**
 * Manifests and blobs of images as a registry has them, byte by byte. Over {@code HttpURLConnection}, because that gives up
 * on a registry that stops in the middle of a blob.
 */
public final class RegistryContent {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RegistryAddress registry;

    public RegistryContent(String registry) {
        this.registry = new RegistryAddress(registry);
    }

    /**
     * Opens a manifest.
     *
     * @param image without registry, such as {@code piprio/api}
     * @param reference a tag or a digest
     * @throws OperatorException {@code REGISTRY_UNREACHABLE}, {@code IMAGE_MISSING}
     */
    public InputStream manifest(String image, String reference) {
        return open(image, "manifests/" + reference);
    }

    /**
     * Opens a blob; a read that waits for more than 30 s throws.
     *
     * @throws OperatorException {@code REGISTRY_UNREACHABLE}, {@code IMAGE_MISSING}
     */
    public InputStream blob(String image, String digest) {
        return open(image, "blobs/" + digest);
    }

    private InputStream open(String image, String resource) {
        String name = image + "/" + resource;
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    registry.resource(image, resource).toURL().openConnection();
            connection.setConnectTimeout((int) LIMIT.toMillis());
            connection.setReadTimeout((int) LIMIT.toMillis());
            connection.setRequestProperty("Accept", RegistryRequests.MANIFESTS);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_NOT_FOUND) {
                throw OperatorException.of(ErrorCode.IMAGE_MISSING, "the registry lacks a part of an image")
                        .expected(name)
                        .found("nothing")
                        .remedy("ask the publisher, or copy the image to the registry again")
                        .build();
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw broken(name, "HTTP status " + status, new IOException("HTTP status " + status));
            }
            return connection.getInputStream();
        } catch (IOException e) {
            throw broken(name, String.valueOf(e), e);
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
