package com.piprio.upgrader.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.compose.EnvFile;
import com.piprio.upgrader.installation.Installation;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks through the published port, with the token from {@code .env} where one is needed. */
public final class HttpOutsideProbe implements OutsideProbe {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation;
    private final Http http = new Http();

    public HttpOutsideProbe(Installation installation) {
        this.installation = installation;
    }

    /** Where users reach the platform on this host; a wildcard address is reached through loopback. */
    public static URI baseAddress(EnvFile environment) {
        String address = environment.value("PIPRIO_HTTP_ADDRESS").orElse("0.0.0.0");
        String port = environment.value("PIPRIO_HTTP_PORT").orElse("8080");
        return URI.create("http://" + (address.equals("0.0.0.0") ? "127.0.0.1" : address) + ":" + port);
    }

    @Override
    public ServiceHealth health(String service) {
        return http.get(at("/health/" + service), Map.of())
                .map(answer -> HealthJson.read(answer.status(), answer.body()))
                .orElseGet(() -> ServiceHealth.silent("no answer at " + at("/health/" + service)));
    }

    @Override
    public ServiceHealth api() {
        URI address = at("/api/v1/platform");
        Map<String, String> token = Map.of("Authorization", "Bearer " + installation.required("PIPRIO_API_TOKEN"));
        return http.get(address, token)
                .map(answer -> answer.status() == 200
                        ? platform(answer.body())
                        : ServiceHealth.silent("answers " + answer.status() + " at " + address))
                .orElseGet(() -> ServiceHealth.silent("no answer at " + address));
    }

    private static ServiceHealth platform(String body) {
        try {
            JsonNode document = JSON.readTree(body);
            return new ServiceHealth(true, text(document, "release"), text(document, "schema"), "");
        } catch (JsonProcessingException e) {
            return ServiceHealth.silent("answers something that is no JSON");
        }
    }

    private static @Nullable String text(JsonNode document, String field) {
        return document.path(field).isTextual() ? document.path(field).asText() : null;
    }

    private URI at(String path) {
        return baseAddress(installation.environment()).resolve(path);
    }
}
