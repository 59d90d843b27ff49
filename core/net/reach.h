/*
 * Which addresses a request may go to. A name is resolved by whoever holds it,
 * so what it leads to is looked at when a connection is opened, each time: an
 * office's credential is not to be sent to what stands behind its own firewall
 * because a name says so.
 */
#ifndef CRIER_NET_REACH_H
#define CRIER_NET_REACH_H

#include <stdbool.h>
#include <sys/socket.h>

enum reach {
	REACH_PUBLIC,
	REACH_PRIVATE, /* of an office's own network */
	REACH_HERE, /* this machine */
	REACH_NOWHERE /* no server has such an address: link-local, multicast … */
};

/* An IPv6 address that holds an IPv4 one is what that is. */
enum reach reach_of(const struct sockaddr *address);

/*
 * May the request for this web address be sent there? Where the address itself
 * is of this machine (localhost, 127.x.y.z, [::1]) only there; else to public
 * addresses over https, and with `inside` (the account says that its server is
 * on the office's own network) to private ones and this machine too, also
 * without TLS.
 */
bool reach_may(const struct sockaddr *address, const char *url, bool inside);

#endif
