package com.piprio.upgrader.platform;

/** The file from which HAProxy learns at its start where a service is that has two containers (contract, section 5). */
final class ServerState {
    private static final String HEAD = """
            1
            # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight \
            srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state \
            srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port \
            srv_check_addr srv_agent_addr srv_agent_port
            """;

    private ServerState() {}

    /** The service's own slot sends to this address. */
    static String serving(String service, String address) {
        return HEAD + "1 " + service + " 1 " + service + " " + address + " 2 0 1 1 0 1 0 2 0 0 0 0 " + service
                + " 8080 - 0 0 - - 0\n";
    }
}
