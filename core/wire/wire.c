/*
 * Requests and judgments as values: making, filling and releasing them, and
 * the words for steps.
 */
#include "wire/connector.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "crier/refusal.h"

enum { BODY_MAX = 4 << 20 };

static const char *const steps[] = {
	[STEP_NONE] = "none",
	[STEP_CHECK] = "check",
	[STEP_PREPARE] = "prepare",
	[STEP_PUBLISH] = "publish",
	[STEP_POLL] = "poll",
	[STEP_LOOKUP] = "lookup",
	[STEP_READBACK] = "readback",
	[STEP_REFRESH] = "refresh",
	[STEP_UNDO] = "undo",
	[STEP_LIST] = "list",
	[STEP_HEAR] = "hear",
};
_Static_assert(sizeof(steps) / sizeof(steps[0]) == STEP_COUNT, "one row each");

const char *
wire_step_word(enum wire_step step)
{
	assert((unsigned)step < STEP_COUNT);
	return steps[step];
}

void
wire_request_init(struct wire_request *r)
{
	*r = (struct wire_request){ .method = "GET" };
	buf_init(&r->body, BODY_MAX);
}

static void
wire_login_release(struct wire_login *l)
{
	free(l->user);
	if (l->password != NULL)
		explicit_bzero(l->password, strlen(l->password));
	free(l->password);
	if (l->key != NULL)
		explicit_bzero(l->key, strlen(l->key));
	free(l->key);
	free(l->host_key);
}

void
wire_request_release(struct wire_request *r)
{
	if (r == NULL)
		return;
	wire_login_release(&r->login);
	free(r->envelope.from);
	for (size_t i = 0; i < r->envelope.to_count; i++)
		free(r->envelope.to[i]);
	free(r->envelope.to);
	free(r->url);
	free(r->folder);
	for (size_t i = 0; i < r->header_count; i++) {
		free(r->headers[i].name);
		free(r->headers[i].value);
	}
	for (size_t i = 0; i < r->file_count; i++) {
		free(r->files[i].path);
		free(r->files[i].data);
	}
	free(r->files);
	buf_release(&r->body);
	wire_request_init(r);
}

void
wire_request_header(struct wire_request *r, const char *name, const char *value)
{
	struct wire_header *h;

	assert(r->header_count < sizeof(r->headers) / sizeof(r->headers[0]));
	assert(strpbrk(name, "\r\n:") == NULL &&
		strpbrk(value, "\r\n") == NULL);
	h = &r->headers[r->header_count++];
	h->name = mem_strdup(name);
	h->value = mem_strdup(value);
}

enum err_code
wire_request_body(struct wire_request *r, const char *text, struct err *err)
{
	if (!buf_try_puts(&r->body, text))
		return refuse(err, REFUSE_TOO_LARGE, "text",
			WITH(ARG_BOTH("the request", "请求"),
				arg_bytes(BODY_MAX)));
	return ERR_OK;
}

void
wire_request_file(
	struct wire_request *r, const char *path, const void *data, size_t len)
{
	struct wire_file *f;

	f = MEM_ADD(r->files, r->file_count);
	f->path = mem_strdup(path);
	f->data = mem_new(len + 1);
	if (len > 0)
		memcpy(f->data, data, len);
	f->len = len;
}

void
wire_request_to(struct wire_request *r, const char *address)
{
	char **to = MEM_ADD(r->envelope.to, r->envelope.to_count);

	*to = mem_strdup(address);
}

void
wire_judgment_init(struct wire_judgment *v)
{
	*v = (struct wire_judgment){ .outcome = OUTCOME_UNKNOWN };
}

void
wire_judgment_release(struct wire_judgment *v)
{
	if (v == NULL)
		return;
	json_decref(v->memo);
	json_decref(v->secret);
	json_decref(v->limits);
	json_decref(v->feed);
	json_decref(v->comments);
	free(v->text);
	free(v->title);
	wire_judgment_init(v);
}
