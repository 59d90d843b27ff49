/*
 * What the console needs of a station: send a request, take what came. The
 * real one is the link's client (backend_link.c); a test has answers of its
 * own. Nothing here waits for the station but `reopen`.
 */
#ifndef CRIER_TUI_BACKEND_H
#define CRIER_TUI_BACKEND_H

#include <jansson.h>
#include <stdint.h>

#include "base/err.h"
#include "base/lang.h"

struct backend;

struct backend_ops {
	/* Takes over `request`; its id on the wire goes to *id. */
	enum err_code (*send)(struct backend *b, int64_t *id, json_t *request,
		struct err *err);
	/* A reply or a push, the caller's; NULL if nothing is there now. */
	enum err_code (*receive)(
		struct backend *b, json_t **out, struct err *err);
	/* Who acts from the next reopen on; demo stations honour it. */
	void (*become)(struct backend *b, const char *officer);
	/* Connects again; refusals then come in `lang`. */
	enum err_code (*reopen)(
		struct backend *b, enum lang lang, struct err *err);
	const json_t *(*hello)(const struct backend *b); /* borrowed */
	int (*fd)(const struct backend *b); /* -1 while not connected */
	short (*events)(const struct backend *b); /* for poll */
	void (*close)(struct backend *b); /* frees it */
};

struct backend {
	const struct backend_ops *ops;
};

struct client;

/*
 * The station in the folder `dir` through core/link, as officer `as` (demo
 * stations honour it; NULL or "" is who the kernel says). It goes on with a
 * client that has been greeted, which it takes over: a second greeting would
 * only cost the first screen its time.
 */
struct backend *
backend_link(struct client *client, const char *dir, const char *as);

#endif
