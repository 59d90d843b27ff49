/*
 * The numbers of the protocol between the station and everybody who talks to
 * it. What they are for is told in core/link/README.md.
 */
#ifndef CRIER_LINK_PROTOCOL_H
#define CRIER_LINK_PROTOCOL_H

enum {
	LINK_PROTOCOL = 1, /* both sides must have the same */
	LINK_LINE_MAX = 1 << 20, /* bytes of one document, newline excluded */
	LINK_UNREAD_MAX = 256 * 1024, /* who leaves more unread is dropped */
	LINK_RELAY_UNREAD_MAX = 32 << 20, /* the relay: jobs of a release */
	LINK_BATCH_MAX = 50, /* requests handed to the station at once */
	LINK_BATCH_BYTES = 64 * 1024, /* with more, no further one is */
	LINK_STRIKES = 3, /* unreadable lines until a peer is dropped */
	LINK_HELLO_MS = 10000, /* a peer says hello within this time */
	LINK_PEERS_MAX = 900, /* below the usual limit of 1024 files */
	LINK_PEERS_UID = 200, /* of them by one user */
};

#define LINK_SOCKET "sock" /* officers; in the station's folder */
#define LINK_RELAY_SOCKET "relay.sock" /* the office's relay */
#define LINK_COURIER_SOCKET "courier.sock" /* the office's courier */
#define LINK_MIRROR_SOCKET "mirror.sock" /* its crier-mirror */

#endif
