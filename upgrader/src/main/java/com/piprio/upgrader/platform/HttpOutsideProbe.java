package com.piprio.upgrader.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.PortSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks through the published port, with the token from {@code .env} where one is needed. */
public final class HttpOutsideProbe implements OutsideProbe {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DOCUMENTS = "/api/v1/documents";

    /**
     * Between them they reach every table that clients read most, and the object store's rows. Every release has them, and
     * none says that one will end: a rehearsal must not be counted as a client that has to be told.
     */
    static final List<String> REHEARSED =
            List.of("/api/v1/platform", DOCUMENTS + "?limit=20", "/api/v1/jobs?limit=20", "/api/v1/schemas");

    private static final int TURNS = 3;

    private final Installation installation;
    private final Http http = new Http();

    public HttpOutsideProbe(Installation installation) {
        this.installation = installation;
    }

    /**
     * Where users reach the platform on this host; a wildcard address is reached through loopback. An empty value means
     * the default, as it does for Compose.
     *
     * @throws OperatorException when address and port in {@code .env} make no address
     */
    public static URI baseAddress(EnvFile environment) {
        String address = environment
                .value("PIPRIO_HTTP_ADDRESS")
                .filter(value -> !value.isEmpty())
                .orElse("0.0.0.0");
        String port = PortSetting.value(environment).orElse("8080");
        String reached =
                switch (address) {
                    case "0.0.0.0" -> "127.0.0.1";
                    case "[::]" -> "[::1]";
                    default -> address;
                };
        try {
            URI base = new URI("http://" + reached + ":" + port).parseServerAuthority();
            if (base.getPort() < 1 || base.getPort() > 65_535) {
                throw new URISyntaxException(port, "no port");
            }
            return base;
        } catch (URISyntaxException e) {
            throw OperatorException.of(ErrorCode.ENV_VALUE_INVALID, "the published address in .env is none")
                    .expected("PIPRIO_HTTP_ADDRESS such as 0.0.0.0 or [::], PIPRIO_PORT (PIPRIO_HTTP_PORT before 1.6.0)"
                            + " from 1 to 65535")
                    .found(address + ", " + port)
                    .remedy("mend the two lines in .env, or remove them for the defaults")
                    .cause(e)
                    .build();
        }
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
        return http.get(address, token())
                .map(answer -> answer.status() == 200
                        ? platform(answer.body())
                        : ServiceHealth.silent("answers " + answer.status() + " at " + address))
                .orElseGet(() -> ServiceHealth.silent("no answer at " + address));
    }

    @Override
    public Optional<String> rehearse(String address) {
        return rehearse(URI.create("http://" + address + ":8080"));
    }

    Optional<String> rehearse(URI base) {
        for (int turn = 0; turn < TURNS; turn++) {
            for (String path : REHEARSED) {
                Optional<Http.Answer> answer = http.get(base.resolve(path), token());
                if (answer.isEmpty() || answer.get().status() != 200) {
                    return Optional.of(path + " answers "
                            + answer.map(wrong -> String.valueOf(wrong.status()))
                                    .orElse("nothing"));
                }
                if (path.startsWith(DOCUMENTS)) {
                    readNewest(base, answer.get().body());
                }
            }
        }
        return Optional.empty();
    }

    /** The first read of all is the slowest, since it connects to the object store. Whoever deletes it meanwhile may. */
    private void readNewest(URI base, String list) {
        try {
            JsonNode id = JSON.readTree(list).path("items").path(0).path("id");
            if (id.isTextual()) {
                http.get(base.resolve(DOCUMENTS + "/" + id.asText() + "/content"), token());
            }
        } catch (JsonProcessingException e) {
            // It will be seen at the next question that wants JSON; a rehearsal only warms here.
            return;
        }
    }

    private Map<String, String> token() {
        return Map.of("Authorization", "Bearer " + installation.required("PIPRIO_API_TOKEN"));
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
