package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.release.Catalogue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** By its name an operation is found in the contract, so the code must call each as the newest release publishes it. */
class OperationNameTest {

    @Test
    void everyOperationIsCalledAsItIsPublished() throws IOException {
        assertThat(named()).containsExactlyInAnyOrderElementsOf(published());
    }

    private static List<String> named() {
        List<String> names = new ArrayList<>();
        for (JavaClass found : new ClassFileImporter().importPackages("com.piprio.api.web")) {
            if (found.isAnnotatedWith(Path.class)) {
                Class<?> resource = found.reflect();
                for (Method method : resource.getDeclaredMethods()) {
                    for (Annotation annotation : method.getAnnotations()) {
                        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                        if (verb != null) {
                            names.add(OperationName.of(verb.value(), resource, method));
                        }
                    }
                }
            }
        }
        return names;
    }

    private static List<String> published() throws IOException {
        java.nio.file.Path releases = java.nio.file.Path.of("..", "releases");
        String newest = Catalogue.read(releases).newest().version().toString();
        JsonNode paths = new ObjectMapper()
                .readTree(releases.resolve(newest).resolve("openapi.json").toFile())
                .get("paths");
        List<String> names = new ArrayList<>();
        paths.fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> names.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return names;
    }
}
