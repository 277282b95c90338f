package com.piprio.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a Compose file does, read from its YAML, held against what a release says that it does. */
final class ComposeFacts {
    /** One whose default, if it has any, asks for no other variable. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:?[-?])?([^${}]*)}");

    /** {@code address:host:container}, each of the first two a variable with a default, which may be another variable. */
    private static final Pattern PORT = Pattern.compile("\\$\\{(\\w+):-([^{}]*)}:((?:\\$\\{\\w+:-)+)(\\d+)}+:(\\d+)");

    private static final Pattern NAME = Pattern.compile("\\w+");

    /** What a service of this file uses of one variable. */
    private record Use(boolean required, String defaultValue, Set<String> services) {}

    private final Map<String, Map<?, ?>> services = new TreeMap<>();
    private final Map<String, Use> variables = new TreeMap<>();
    private final Set<String> volumes = new TreeSet<>();

    private ComposeFacts(Map<?, ?> file) {
        mapping(file.get("services")).forEach((name, service) -> {
            services.put(name.toString(), mapping(service));
            uses(name.toString(), service);
        });
        mapping(file.get("volumes")).keySet().forEach(name -> volumes.add(name.toString()));
    }

    static ComposeFacts of(String yaml) {
        return new ComposeFacts(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    private static Map<?, ?> mapping(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> items ? items : List.of();
    }

    private void uses(String service, Object node) {
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> uses(service, value));
        } else if (node instanceof List<?> items) {
            items.forEach(value -> uses(service, value));
        } else {
            // The innermost first: what it gives without a value is a part of the default around it.
            String text = String.valueOf(node);
            for (Matcher match = VARIABLE.matcher(text); match.find(); match = VARIABLE.matcher(text)) {
                boolean required = ":?".equals(match.group(2));
                String value = match.group(3);
                variables
                        .computeIfAbsent(match.group(1), name -> new Use(required, value, new LinkedHashSet<>()))
                        .services()
                        .add(service);
                text = text.substring(0, match.start()) + value + text.substring(match.end());
            }
        }
    }

    /** In words; empty when file and release agree. */
    List<String> contradictions(Release release) {
        List<String> found = new ArrayList<>();
        OperatorContract contract = Objects.requireNonNull(release.contract());
        Map<String, Container> declared = new TreeMap<>();
        Map<String, String> images = new TreeMap<>();
        release.services().forEach(service -> {
            declared.put(service.name(), contract.container(service.name()));
            images.put(service.name(), "${PIPRIO_REGISTRY:?}/" + service.image() + ":${PIPRIO_VERSION:?}");
        });
        release.infrastructure().forEach(service -> {
            declared.put(service.name(), contract.container(service.name()));
            images.put(service.name(), "${PIPRIO_REGISTRY:?}/" + service.image() + ":" + service.tag());
        });
        differ("services", declared.keySet(), services.keySet(), found);
        declared.forEach((name, container) -> {
            Map<?, ?> service = services.getOrDefault(name, Map.of());
            differ("service " + name + ": image", images.get(name), service.get("image"), found);
            differ("service " + name + ": memoryMegabytes", container.memoryMegabytes(), megabytes(service), found);
            differ("service " + name + ": privileges", Set.copyOf(container.privileges()), privileges(service), found);
        });
        differ("ports", contract.ports().stream().map(ComposeFacts::text).collect(Collectors.toSet()), ports(), found);
        differ(
                "volumes",
                contract.volumes().stream().map(ComposeFacts::text).collect(Collectors.toSet()),
                mounts(),
                found);
        differ(
                "volumes at the end",
                contract.volumes().stream().map(Volume::name).collect(Collectors.toSet()),
                volumes,
                found);
        variables(release, found);
        return found;
    }

    private void variables(Release release, List<String> found) {
        Map<String, EnvironmentVariable> declared = release.environment().stream()
                .collect(Collectors.toMap(EnvironmentVariable::name, Function.identity()));
        declared.forEach((name, variable) -> {
            Use use = variables.get(name);
            Set<String> reached = use == null ? Set.of() : use.services();
            differ(
                    "variable " + name + ": services",
                    Set.copyOf(variable.details().services()),
                    reached,
                    found);
            if (use != null) {
                differ("variable " + name + ": required", variable.required(), use.required(), found);
                differ(
                        "variable " + name + ": default",
                        Objects.requireNonNullElse(variable.defaultValue(), ""),
                        use.defaultValue(),
                        found);
            }
        });
        // The file serves every release of the catalogue: what an older one does not know must do without a value.
        variables.forEach((name, use) -> {
            if (!declared.containsKey(name) && use.required()) {
                found.add("variables: " + name + " is required by the Compose file, and the release does not know it");
            }
        });
    }

    private static int megabytes(Map<?, ?> service) {
        String limit =
                Objects.requireNonNullElse(service.get("mem_limit"), "0m").toString();
        int number = Integer.parseInt(limit.replaceAll("\\D", ""));
        return limit.endsWith("g") ? number * 1024 : number;
    }

    private static Set<String> privileges(Map<?, ?> service) {
        Set<String> found = new TreeSet<>();
        list(service.get("cap_add")).forEach(capability -> found.add(capability.toString()));
        if (!list(service.get("cap_drop")).contains("ALL")) {
            found.add("default-capabilities");
        }
        if (Boolean.TRUE.equals(service.get("privileged"))) {
            found.add("privileged");
        }
        Optional.ofNullable(service.get("network_mode")).ifPresent(mode -> found.add("network-" + mode));
        Optional.ofNullable(service.get("pid")).ifPresent(mode -> found.add("pid-" + mode));
        if (list(service.get("volumes")).toString().contains("docker.sock")) {
            found.add("docker-socket");
        }
        return found;
    }

    private static String text(PublishedPort port) {
        return port.service() + " " + port.address() + ":" + port.host() + ":" + port.container() + "/"
                + port.protocol() + " " + port.variables();
    }

    private Set<String> ports() {
        Set<String> found = new TreeSet<>();
        services.forEach((name, service) -> list(service.get("ports")).forEach(port -> {
            Matcher match = PORT.matcher(port.toString());
            found.add(
                    match.matches()
                            ? name + " " + match.group(2) + ":" + match.group(4) + ":" + match.group(5) + "/tcp ["
                                    + match.group(1) + ", " + names(match.group(3)) + "]"
                            : name + " " + port);
        }));
        return found;
    }

    private static String names(String variables) {
        return NAME.matcher(variables).results().map(MatchResult::group).collect(Collectors.joining(", "));
    }

    private static String text(Volume volume) {
        return volume.service() + " " + volume.name() + ":" + volume.mount();
    }

    /** Bind mounts belong to the files. */
    private Set<String> mounts() {
        Set<String> found = new TreeSet<>();
        services.forEach((name, service) -> list(service.get("volumes")).stream()
                .map(Object::toString)
                .filter(mount -> !mount.startsWith("."))
                .forEach(mount -> found.add(name + " " + mount)));
        return found;
    }

    private static void differ(String what, Object declared, Object real, List<String> found) {
        if (!Objects.equals(declared, real)) {
            found.add(what + ": the release says " + declared + ", the Compose file " + real);
        }
    }
}
