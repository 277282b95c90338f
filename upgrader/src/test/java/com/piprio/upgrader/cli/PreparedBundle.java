package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A bundle whose files are there and hold nothing: enough to be listed, not enough to be whole. */
final class PreparedBundle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> FILES = List.of("db/database.dump", "objects/index.ndjson", "config/index.json");

    private PreparedBundle() {}

    static Path in(Path backups, String id) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path directory = Files.createDirectories(backups.resolve(id), ownerOnly);
        ObjectNode manifest = manifest(id);
        manifest.put("sha256", sha256(JSON.writeValueAsBytes(manifest)));
        Path file = directory.resolve("manifest.json");
        ownerOnly(file, JSON.writeValueAsBytes(manifest));
        for (String path : FILES) {
            Files.createDirectories(directory.resolve(path).getParent(), ownerOnly);
            ownerOnly(directory.resolve(path), new byte[1024]);
        }
        return directory;
    }

    private static void ownerOnly(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static ObjectNode manifest(String id) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("formatVersion", 1)
                .put("bundle", id)
                .put("deploymentId", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
                .put("domain", "docs.example.com")
                .put("release", "1.4.0")
                .put("schemaVersion", "1.4.0.4")
                .put("postgresVersion", "17.2")
                .put("createdAt", "2026-11-24T08:15:00Z")
                .put("databaseBytes", 4096);
        manifest.putObject("rowCounts").put("documents", 3);
        manifest.put("objectCount", 3).put("objectBytes", 4096);
        ArrayNode files = manifest.putArray("files");
        for (String path : FILES) {
            files.addObject()
                    .put("path", path)
                    .put("size", 1024)
                    .put("sha256", sha256(path.getBytes(StandardCharsets.UTF_8)));
        }
        manifest.putObject("toolVersions").put("pg_dump", "17.2");
        return manifest;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
