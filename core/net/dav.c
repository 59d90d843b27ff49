/*
 * One request after the other, and no request of its own kind is repeated:
 * what a lost answer to MOVE leaves is for a look-up. Nothing that a reader
 * can see has changed before the first MOVE, so whatever fails before it was
 * not sent.
 */
#include "net/dav.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fixed.h"
#include "base/mem.h"

enum { PART_MS = 15000 };

/* Behind a file's name while it is written: no page, and not hidden. */
#define TEMPORARY ".crier-new"

enum dav_stage { DAV_GET, DAV_MKCOL, DAV_PUT, DAV_MOVE, DAV_DELETE };

struct dav_op {
	struct dav_op *next;
	struct wire_request request;
	void *tag;
	enum dav_stage stage;
	size_t file;
	size_t made; /* bytes of the last file's folder, which is there */
	bool moved; /* something stands there that readers see */
	int status; /* GET: how the files stand, so far */
	int64_t sent_at, took_us; /* of the first MOVE; of all */
	struct buf body; /* GET: the first file */
	char error[300];
};

struct dav {
	struct http *http;
	void (*done)(void *ctx, void *tag, const struct http_result *result);
	void *ctx;
	struct dav_op *ops;
};

struct dav *
dav_new(struct http *http,
	void (*done)(void *ctx, void *tag, const struct http_result *result),
	void *ctx)
{
	struct dav *d = mem_new(sizeof(*d));

	d->http = http;
	d->done = done;
	d->ctx = ctx;
	return d;
}

static void
dav_op_free(struct dav_op *op)
{
	wire_request_release(&op->request);
	buf_release(&op->body);
	free(op);
}

void
dav_free(struct dav *d)
{
	while (d != NULL && d->ops != NULL) {
		struct dav_op *op = d->ops;

		d->ops = op->next;
		dav_op_free(op);
	}
	free(d);
}

/* ---- the parts ---- */

static const struct {
	const char *method;
	bool temporary; /* of the name under which a file is written */
	bool irrevocable; /* a second one would find the file gone */
} parts[] = {
	[DAV_GET] = { "GET", false, false },
	[DAV_MKCOL] = { "MKCOL", false, false },
	[DAV_PUT] = { "PUT", true, false },
	[DAV_MOVE] = { "MOVE", true, true },
	[DAV_DELETE] = { "DELETE", false, false },
};

static const struct wire_file *
dav_file(const struct dav_op *op)
{
	return &op->request.files[op->file];
}

/* The length of the folder in a path, 0 for none. */
static size_t
dav_folder_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

static char *
dav_address(
	const struct dav_op *op, const char *path, size_t len, const char *more)
{
	const char *base = op->request.url;
	size_t n = strlen(base);

	return mem_printf("%s%s%.*s%s", base,
		n > 0 && base[n - 1] == '/' ? "" : "/", (int)len, path, more);
}

static void
dav_put_headers(struct wire_request *r, const struct dav_op *op)
{
	const struct wire_request *of = &op->request;

	for (size_t i = 0; i < of->header_count; i++)
		wire_request_header(
			r, of->headers[i].name, of->headers[i].value);
	if (op->stage == DAV_GET)
		wire_request_header(r, "Cache-Control", "no-cache");
	if (op->stage == DAV_MOVE) {
		const char *path = dav_file(op)->path;
		char *to = dav_address(op, path, strlen(path), "");

		wire_request_header(r, "Destination", to);
		wire_request_header(r, "Overwrite", "T");
		free(to);
	}
}

static void
dav_send(struct dav *d, struct dav_op *op)
{
	const struct wire_file *f = dav_file(op);
	size_t folder = dav_folder_len(f->path);
	struct wire_request r;

	wire_request_init(&r);
	r.inside = op->request.inside;
	r.transport = WIRE_HTTP;
	r.method = parts[op->stage].method;
	r.irrevocable = parts[op->stage].irrevocable;
	r.timeout_ms = PART_MS;
	r.url = op->stage == DAV_MKCOL
		? dav_address(op, f->path, folder, "/")
		: dav_address(op, f->path, strlen(f->path),
			  parts[op->stage].temporary ? TEMPORARY : "");
	dav_put_headers(&r, op);
	if (op->stage == DAV_PUT)
		buf_add(&r.body, f->data, f->len);
	http_start(d->http, &r, op);
}

/* A folder is made once for all files in it. */
static enum dav_stage
dav_first_stage(const struct dav_op *op)
{
	size_t folder = dav_folder_len(dav_file(op)->path);

	if (strcmp(op->request.method, "GET") == 0)
		return DAV_GET;
	if (folder == 0 ||
		(op->file > 0 && folder == op->made &&
			strncmp(dav_file(op)->path,
				op->request.files[op->file - 1].path,
				folder + 1) == 0))
		return DAV_PUT;
	return DAV_MKCOL;
}

/* ---- the end ---- */

static void
dav_end(struct dav *d, struct dav_op *op, struct wire_response *answer)
{
	struct http_result result = { .sent_at = op->sent_at,
		.took_us = op->took_us };
	struct dav_op **at = &d->ops;

	while (*at != op)
		at = &(*at)->next;
	*at = op->next;
	answer->error = op->error;
	answer->type = answer->type ? answer->type : "";
	answer->body = op->body.data;
	answer->body_len = op->body.len;
	result.answer = *answer;
	d->done(d->ctx, op->tag, &result);
	dav_op_free(op);
}

static void
dav_end_well(struct dav *d, struct dav_op *op, int status)
{
	struct wire_response answer = {
		.answered = true, .sent = true, .status = status
	};

	dav_end(d, op, &answer);
}

/* The server's own status counts only while nothing stands there yet. */
static void
dav_fail(struct dav *d, struct dav_op *op, const struct wire_response *a)
{
	const char *path = dav_file(op)->path;
	struct wire_response answer = *a;

	if (a->answered)
		fixed_cut_format(op->error, sizeof(op->error), "%s %s: HTTP %d",
			parts[op->stage].method, path, a->status);
	else
		fixed_cut_format(op->error, sizeof(op->error), "%s %s: %s",
			parts[op->stage].method, path, a->error);
	/* not a 2xx that is none of those that say that it was done, nor a 409
	 * to GET: that would say that somebody had seen another file there */
	answer.answered = a->answered && !op->moved && a->status >= 300 &&
		(op->stage != DAV_GET || a->status != 409);
	if (!answer.answered)
		answer.status = 0;
	answer.sent = op->moved || answer.answered ||
		(op->stage == DAV_MOVE && a->sent);
	answer.truncated = false;
	dav_end(d, op, &answer);
}

/* ---- what follows from an answer ---- */

static bool
dav_part_done(enum dav_stage stage, const struct wire_response *a)
{
	if (stage == DAV_DELETE) /* what is left harms nobody */
		return true;
	if (!a->answered)
		return false;
	if (stage == DAV_MKCOL && a->status == 405) /* it is there */
		return true;
	/* 200 is PUT's and DELETE's: to MOVE it is said by who does not know it */
	return a->status == 201 || a->status == 204 ||
		(a->status == 200 && stage != DAV_MOVE);
}

static void
dav_next_file(struct dav *d, struct dav_op *op)
{
	op->made = dav_folder_len(dav_file(op)->path);
	op->file++;
	if (op->file == op->request.file_count) {
		dav_end_well(d, op, op->status);
		return;
	}
	op->stage = dav_first_stage(op);
	dav_send(d, op);
}

static void
dav_after_move(
	struct dav *d, struct dav_op *op, const struct http_result *result)
{
	if (!op->moved)
		op->sent_at = result->sent_at;
	if (strcmp(op->request.method, "HEAD") == 0) {
		op->stage = DAV_DELETE;
		dav_send(d, op);
		return;
	}
	op->moved = true;
	dav_next_file(d, op);
}

static void
dav_after_get(struct dav *d, struct dav_op *op, const struct wire_response *a)
{
	const struct wire_file *f = dav_file(op);
	bool gone = a->answered && (a->status == 404 || a->status == 410);

	if (!gone && !(a->answered && a->status == 200)) {
		dav_fail(d, op, a);
		return;
	}
	if (op->file == 0 && gone) {
		dav_end_well(d, op, 404);
		return;
	}
	if (gone || a->truncated || a->body_len != f->len ||
		memcmp(a->body, f->data, f->len) != 0)
		op->status = 409;
	if (op->file == 0)
		buf_add(&op->body, a->body, a->body_len);
	dav_next_file(d, op);
}

static void
dav_advance(struct dav *d, struct dav_op *op, const struct http_result *result)
{
	const struct wire_response *a = &result->answer;

	op->took_us += result->took_us;
	if (op->stage == DAV_GET) {
		dav_after_get(d, op, a);
	} else if (!dav_part_done(op->stage, a)) {
		dav_fail(d, op, a);
	} else if (op->stage == DAV_MOVE) {
		dav_after_move(d, op, result);
	} else if (op->stage == DAV_DELETE) {
		dav_end_well(d, op, 200);
	} else {
		op->stage = op->stage == DAV_MKCOL ? DAV_PUT : DAV_MOVE;
		dav_send(d, op);
	}
}

bool
dav_took(struct dav *d, void *tag, const struct http_result *result)
{
	struct dav_op *op;

	if (d == NULL)
		return false;
	for (op = d->ops; op != NULL && op != tag; op = op->next)
		;
	if (op != NULL)
		dav_advance(d, op, result);
	return op != NULL;
}

void
dav_start(struct dav *d, struct wire_request *r, void *tag)
{
	struct dav_op *op = mem_new(sizeof(*op));

	op->request = *r;
	wire_request_init(r);
	op->tag = tag;
	op->status = 200;
	buf_init(&op->body, HTTP_BODY_MAX);
	op->next = d->ops;
	d->ops = op;
	if (op->request.file_count == 0) {
		dav_end_well(d, op, 200);
		return;
	}
	op->stage = dav_first_stage(op);
	dav_send(d, op);
}
