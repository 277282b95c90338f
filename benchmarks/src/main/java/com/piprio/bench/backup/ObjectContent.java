package com.piprio.bench.backup;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Objects as the platform stores them: sizes log-normal, from a few hundred bytes to many times the mean; every second
 * one cannot be compressed, as scans and archives cannot, the others are text.
 */
final class ObjectContent {

    private static final int THREADS = 4;
    /** Of the normal distribution behind the sizes: one in a thousand is twenty times the median. */
    private static final double SPREAD = 1.0;

    private final BackupStage stage;
    private final long seed;

    ObjectContent(BackupStage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
    }

    /** Sizes that add up to {@code bytes}, each at least one. */
    static int[] sizes(long seed, int count, long bytes) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            // Box and Muller's normal distribution.
            double normal =
                    Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
            weights[i] = Math.exp(SPREAD * normal);
            sum += weights[i];
        }
        int[] sizes = new int[count];
        long rest = bytes - count;
        for (int i = 0; i < count; i++) {
            sizes[i] = 1 + (int) (rest * (weights[i] / sum));
        }
        return sizes;
    }

    /** Stores them; returns their keys. */
    List<String> fill(int count, long bytes) {
        int[] sizes = sizes(seed, count, bytes);
        TextSource text = new TextSource(seed + 1);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add("documents/" + text.uuid());
        }
        byte[] sample = sample(text);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(BackupStage.BUCKET));
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                all.add(threads.submit(() -> {
                    for (int i = first; i < count; i += THREADS) {
                        put(client, keys.get(i), content(i, sizes[i], sample));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the objects cannot be stored", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
        return keys;
    }

    private static byte[] sample(TextSource text) {
        StringBuilder words = new StringBuilder();
        text.words(words, 2_000_000);
        return words.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private byte[] content(int number, int size, byte[] sample) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        byte[] content = new byte[size];
        if (number % 2 == 0) {
            random.nextBytes(content);
        } else {
            for (int done = 0; done < size; ) {
                // Pieces of one long text, from anywhere: no two objects are alike.
                int piece = Math.min(size - done, 2000 + random.nextInt(2000));
                System.arraycopy(sample, random.nextInt(sample.length - piece), content, done, piece);
                done += piece;
            }
        }
        return content;
    }

    private static void put(S3Client client, String key, byte[] content) {
        client.putObject(
                request -> request.bucket(BackupStage.BUCKET).key(key).contentType("application/pdf"),
                RequestBody.fromBytes(content));
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create(stage.storeEndpoint()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(stage.accessKey(), stage.secretKey())))
                .build();
    }
}
