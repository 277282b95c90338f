package com.piprio.upgrader.login;

import com.piprio.compose.RegistryLogin;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a registry does not let us read, for the operator: what it said, where a login was looked for, and what to type.
 *
 * @param server the registry
 * @param repository what was to be read
 * @param login what is known here
 */
record LoginRefusal(String server, String repository, RegistryLogin login) {

    OperatorException unauthorized() {
        return login.credentials().isPresent()
                ? of("the registry " + server + " does not take the login of this host", "HTTP status 401", logIn())
                : wantsOne("HTTP status 401");
    }

    OperatorException forbidden() {
        return login.credentials().isPresent()
                ? of(
                        "the registry " + server + " does not let this host read " + repository,
                        "HTTP status 403",
                        "have its login allowed to read that, or " + logIn())
                : wantsOne("HTTP status 403");
    }

    private OperatorException wantsOne(String found) {
        return of("the registry " + server + " wants a login", found, logIn());
    }

    /** @param realm the token service */
    OperatorException withoutToken(Origin realm) {
        String found = "no token from " + realm;
        return login.credentials().isPresent()
                ? of("the registry " + server + " does not take the login of this host", found, logIn())
                : wantsOne(found);
    }

    OperatorException noPassword() {
        return of("the registry " + server + " wants a user and a password", "an identity token", logIn());
    }

    OperatorException exposed(Origin realm) {
        return of(
                "the registry " + server + " wants logins to be sent where anybody can read them",
                "the token service " + realm + ", which is neither https nor on this host",
                "tell whoever runs the registry to name a token service with https; meanwhile use a release archive:"
                        + " scripts/upgrade.sh --from-archive FILE");
    }

    OperatorException notUnderstood(List<Challenge> challenges) {
        String ways = challenges.stream().map(Challenge::scheme).collect(Collectors.joining(", "));
        return of(
                "the registry " + server + " wants a login of a kind that is not known here",
                "HTTP status 401 and " + (ways.isEmpty() ? "no way to log in" : "these ways: " + ways),
                "have it take passwords or tokens (Basic or Bearer), or use a mirror: PIPRIO_REGISTRY in .env");
    }

    private String logIn() {
        return "log in as the user who runs this script: docker login " + server + "\nthen run the same command again";
    }

    private OperatorException of(String problem, String found, String remedy) {
        return OperatorException.of(ErrorCode.REGISTRY_LOGIN, problem)
                .expected("a login at " + server + " that may read " + repository)
                .found(found + "\n" + (login.credentials().isPresent() ? "credentials: " : "no credentials: ")
                        + login.where())
                .remedy(remedy)
                .build();
    }
}
