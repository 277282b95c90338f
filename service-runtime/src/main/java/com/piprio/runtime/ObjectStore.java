package com.piprio.runtime;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The bucket with the bytes of documents and exports, on any S3 server: path style, no checksum extensions, ETags
 * unread. Every method throws {@link ObjectStoreException} when the server refuses or does not answer.
 */
@Singleton
@IfBuildProperty(name = "piprio.objects", stringValue = "true")
public class ObjectStore {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SOCKET = Duration.ofSeconds(20);

    private final URI endpoint;
    private final String bucket;
    private final String accessKey;
    private final String secretKey;
    private @Nullable S3Client client;

    ObjectStore(
            @ConfigProperty(name = "piprio.s3.endpoint") URI endpoint,
            @ConfigProperty(name = "piprio.s3.bucket") String bucket,
            @ConfigProperty(name = "piprio.s3.access-key") String accessKey,
            @ConfigProperty(name = "piprio.s3.secret-key") String secretKey) {
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** Stores an object, replacing one of the same key; makes the bucket when it is not there yet. */
    public void put(String key, byte[] content) {
        try {
            try {
                putOnce(key, content);
            } catch (NoSuchBucketException e) {
                createBucket();
                putOnce(key, content);
            }
        } catch (SdkException e) {
            throw new ObjectStoreException("cannot store " + key, e);
        }
    }

    /** Returns the bytes of an object, or nothing when there is no object of that key. */
    public Optional<byte[]> read(String key) {
        try {
            return Optional.of(
                    client().getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArray());
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new ObjectStoreException("cannot read " + key, e);
        }
    }

    /** Opens an object to be read while it arrives, or nothing when there is no object of that key. */
    public Optional<StoredObject> open(String key) {
        try {
            ResponseInputStream<GetObjectResponse> bytes =
                    client().getObject(request -> request.bucket(bucket).key(key));
            return Optional.of(new StoredObject(bytes.response().contentLength(), bytes));
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new ObjectStoreException("cannot read " + key, e);
        }
    }

    /** Removes an object; removing one that is not there is no error. */
    public void remove(String key) {
        try {
            client().deleteObject(request -> request.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw new ObjectStoreException("cannot remove " + key, e);
        }
    }

    private void putOnce(String key, byte[] content) {
        client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    private void createBucket() {
        try {
            client().createBucket(request -> request.bucket(bucket));
        } catch (BucketAlreadyExistsException | BucketAlreadyOwnedByYouException e) {
            // Another service was faster, which is as good.
            return;
        }
    }

    // Made at the first use: it costs most of a second of processor time that a start should not wait for.
    private synchronized S3Client client() {
        if (client == null) {
            client = S3Client.builder()
                    .endpointOverride(endpoint)
                    // Any name will do, since the endpoint is given; it only enters the signature.
                    .region(Region.US_EAST_1)
                    .forcePathStyle(true)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .credentialsProvider(
                            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(CONNECT)
                            .socketTimeout(SOCKET))
                    .build();
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
