package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The answers are those of HAProxy 3.0.11. */
class ServersConnectionsTest {
    private static final String HEADER = "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est"
            + " unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[2]\n";
    private static final String ANSWER = HEADER
            + "api/api 3/1 192.168.0.2 8080 - 5000 2 7 1 0 0 -1 0 0 0\n"
            + "api/api-next 3/2 127.0.0.1 9 - 5000 1 1 0 0 0 -1 0 0 0\n\n";

    @Test
    void readsTheRowOfTheServer() {
        assertThat(ServersConnections.read(ANSWER, "api/api")).contains(new ServersConnections("192.168.0.2", 8080, 2));
        assertThat(ServersConnections.read(ANSWER, "api/api-next")).contains(new ServersConnections("127.0.0.1", 9, 1));
    }

    @Test
    void columnsAreFoundByTheirNames() {
        String other = "# bkname/svname new addr port used_cur\napi/api x 10.0.0.1 8080 3\n";

        assertThat(ServersConnections.read(other, "api/api")).contains(new ServersConnections("10.0.0.1", 8080, 3));
    }

    @Test
    void aServerThatIsNotListedHasNoRow() {
        assertThat(ServersConnections.read(ANSWER, "web/web")).isEmpty();
        assertThat(ServersConnections.read("Can't find backend.\n\n", "api/api"))
                .isEmpty();
        assertThat(ServersConnections.read("", "api/api")).isEmpty();
        assertThat(ServersConnections.read("api/api 3/1 192.168.0.2 8080 - 5000 2\n", "api/api"))
                .as("without a header nothing says which number is which")
                .isEmpty();
    }

    @Test
    void aServerWithoutAnAddressSendsNowhere() {
        String unresolved = HEADER + "api/api 3/1 - 8080 - 5000 0 0 0 0 0 -1 0 0 0\n";

        ServersConnections api = ServersConnections.read(unresolved, "api/api").orElseThrow();

        assertThat(api.sendsTo(9)).isTrue();
        assertThat(new ServersConnections("192.168.0.2", 8080, 0).sendsTo(9)).isFalse();
        assertThat(new ServersConnections("192.168.0.2", 8080, 0).sendsTo(8080)).isTrue();
    }
}
