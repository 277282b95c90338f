# Answers HAProxy's agent check: "drain" while the file /tmp/drain is there, else "ready".
use strict;
use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalPort => 8081, Listen => 16, ReuseAddr => 1) or die "port 8081: $!";
while (my $client = $server->accept()) {
    print $client (-e "/tmp/drain" ? "drain\n" : "ready\n");
    close $client;
}
