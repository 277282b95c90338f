package com.piprio.e2e.state;

import com.piprio.e2e.installation.EnvironmentFile;
import com.piprio.e2e.installation.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Every object in the store: key and the hash of its bytes, read over the S3 API. */
public record ObjectState(Map<String, String> sha256ByKey) {

    private static final String BUCKET = "piprio-documents";

    public ObjectState {
        sha256ByKey = new TreeMap<>(sha256ByKey);
    }

    public static ObjectState of(Installation installation) {
        Map<String, String> objects = new TreeMap<>();
        try (S3Client client = client(installation)) {
            client.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .forEach(key -> objects.put(key, hash(client, key)));
        }
        return new ObjectState(objects);
    }

    /** Removes an object behind the platform's back, for scenarios that spoil something. */
    public static void delete(Installation installation, String key) {
        try (S3Client client = client(installation)) {
            client.deleteObject(request -> request.bucket(BUCKET).key(key));
        }
    }

    // Only the proxy publishes a port; from the Docker host the store is reached by its address on the network.
    private static S3Client client(Installation installation) {
        EnvironmentFile env = installation.env();
        return S3Client.builder()
                .endpointOverride(URI.create("http://"
                        + installation.compose().container("object-store").address() + ":9000"))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(Duration.ofSeconds(20)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        env.value("PIPRIO_S3_ACCESS_KEY"), env.value("PIPRIO_S3_SECRET_KEY"))))
                .build();
    }

    private static String hash(S3Client client, String key) {
        try (InputStream bytes =
                client.getObject(request -> request.bucket(BUCKET).key(key))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream counted = new DigestInputStream(bytes, digest)) {
                counted.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Objects that rows name and that are not here. */
    public List<String> missingFor(DatabaseState database) {
        return database.objectKeys().stream()
                .filter(key -> !sha256ByKey.containsKey(key))
                .map(key -> "object missing: " + key)
                .toList();
    }

    /** How this state differs from an earlier one; empty when it does not. */
    List<String> differencesFrom(ObjectState before) {
        List<String> differences = new ArrayList<>();
        Differences.maps("object", before.sha256ByKey, sha256ByKey, differences);
        return differences;
    }
}
