/*
 * The performer of WIRE_DAV requests: the files of a folder on a WebDAV
 * server (RFC 4918), each whole or not at all: written under another name and
 * moved over the old one. It says what a folder says (net/folder): 200, 404,
 * 409, or the server's own status where that one ended it.
 */
#ifndef CRIER_NET_DAV_H
#define CRIER_NET_DAV_H

#include "net/http.h"

struct dav;

/* `done` is http_config's: called once for each request that was started. */
struct dav *dav_new(struct http *http,
	void (*done)(void *ctx, void *tag, const struct http_result *result),
	void *ctx);
void dav_free(struct dav *d); /* drops what runs without a callback */

/*
 * PUT writes the files in order, GET compares them all and reads the first,
 * HEAD proves that the first one can be written, and takes it away again. The
 * content moves into the performer; every part of it has r's headers.
 */
void dav_start(struct dav *d, struct wire_request *r, void *tag);

/* To be asked first when an answer comes: is it to a part of one of these? */
bool dav_took(struct dav *d, void *tag, const struct http_result *result);

#endif
