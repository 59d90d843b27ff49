/*
 * Sending and receiving for the desk. A request is kept until its answer has
 * come, so that after a lost connection it is sent again: a question does no
 * harm, and an act carries the same act_id and is done once.
 */
#include "tui/desk_link.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/doc.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/mem.h"
#include "tui/dialog.h"
#include "tui/i18n.h"
#include "tui/say.h"
#include "tui/view.h"

enum { RETRY_MS = 1500, TAG_STATUS = -1, TAG_WATCH = -2 };

struct pending {
	struct pending *next;
	int64_t id;
	struct view *view; /* NULL: the desk, or a view that has closed */
	int tag;
	bool dialog; /* the open dialog waits for it */
	bool again; /* ask once more when the answer has come */
	json_t *request;
};

static void
lost(struct desk *d)
{
	d->online = false;
	d->retry_at = desk_now(d) + RETRY_MS;
	d->dirty = true;
}

static void
transmit(struct desk *d, struct pending *p)
{
	struct err err;

	p->id = -1;
	if (!d->online)
		return;
	if (d->backend->ops->send(d->backend, &p->id,
		    json_deep_copy(p->request), &err) != ERR_OK)
		lost(d);
}

static void
queue(struct desk *d, struct view *v, int tag, json_t *request, bool dialog)
{
	struct pending *p = mem_new(sizeof(*p)), **end = &d->pending;

	*p = (struct pending){
		.view = v, .tag = tag, .request = request, .dialog = dialog
	};
	while (*end)
		end = &(*end)->next;
	*end = p;
	transmit(d, p);
}

static struct pending *
find(const struct desk *d, const struct view *v, int tag)
{
	struct pending *p = d->pending;

	while (p && (p->view != v || p->tag != tag))
		p = p->next;
	return p;
}

bool
desk_waits(const struct desk *d, const struct view *v, int tag)
{
	return find(d, v, tag) != NULL;
}

void
desk_ask(struct desk *d, struct view *v, int tag, const char *question,
	json_t *fields)
{
	struct pending *p = find(d, v, tag);
	json_t *request = fields ? fields : json_object();

	doc_put_str(request, "question", question);
	if (p && json_equal(p->request, request)) {
		p->again = true;
		json_decref(request);
		return;
	}
	queue(d, v, tag, request, false);
}

void
desk_act(struct desk *d, struct view *v, int tag, const char *act,
	json_t *fields)
{
	unsigned char raw[16];
	char hex[33];
	json_t *request = fields ? fields : json_object();
	bool dialog = d->dialog && d->dialog->view == v && !d->dialog->busy;
	ssize_t n;

	do {
		n = getrandom(raw, sizeof(raw), 0);
	} while (n < 0 && errno == EINTR);
	assert(n == (ssize_t)sizeof(raw));
	hash_to_hex(hex, raw, sizeof(raw));
	doc_put_str(request, "act", act);
	doc_put_str(request, "act_id", hex);
	if (dialog)
		d->dialog->busy = true;
	queue(d, v, tag, request, dialog);
	if (!d->online)
		desk_say(d, STYLE_WARN, "%s",
			_("The station does not answer. This will be sent as "
			  "soon as it does."));
}

void
link_forget(struct desk *d, const struct view *v)
{
	for (struct pending *p = d->pending; p; p = p->next)
		if (p->view == v)
			p->view = NULL;
}

static void
pending_free(struct pending *p)
{
	json_decref(p->request);
	free(p);
}

void
link_release(struct desk *d)
{
	struct pending *next;

	for (struct pending *p = d->pending; p; p = next) {
		next = p->next;
		pending_free(p);
	}
	d->pending = NULL;
	json_decref(d->roles);
	json_decref(d->status);
	d->roles = d->status = NULL;
	d->backend->ops->close(d->backend);
}

static void
copy(char *out, size_t size, const json_t *doc, const char *key)
{
	(void)snprintf(out, size, "%s", doc_str(doc, key));
}

static void
read_hello(struct desk *d)
{
	const json_t *hello = d->backend->ops->hello(d->backend);
	const json_t *officer = json_object_get(hello, "officer");
	int zone;

	d->zone = zone_parse(&zone, doc_str(hello, "zone")) ? zone : 480;
	d->demo = doc_bool(hello, "demo");
	copy(d->unit, sizeof(d->unit), hello, "station");
	copy(d->officer, sizeof(d->officer), officer, "id");
	copy(d->officer_name, sizeof(d->officer_name), officer, "name");
	json_decref(d->roles);
	d->roles = json_deep_copy(json_object_get(officer, "roles"));
}

void
link_greet(struct desk *d)
{
	read_hello(d);
	desk_ask(d, NULL, TAG_WATCH, "watch", NULL);
	desk_ask(d, NULL, TAG_STATUS, "status", NULL);
}

/* Answers to closed views are of no use any more; acts must still arrive. */
static void
drop_stale(struct desk *d)
{
	struct pending **link = &d->pending, *p;

	while ((p = *link) != NULL) {
		if (p->view == NULL && doc_get(p->request, "act") == NULL) {
			*link = p->next;
			pending_free(p);
		} else {
			link = &p->next;
		}
	}
}

void
link_reopen(struct desk *d)
{
	struct err err;

	d->online =
		d->backend->ops->reopen(d->backend, d->lang, &err) == ERR_OK;
	if (!d->online) {
		lost(d);
		return;
	}
	if (d->retry_at != 0)
		desk_say(d, STYLE_GOOD, "%s", _("The station answers again."));
	d->retry_at = 0;
	drop_stale(d);
	for (struct pending *p = d->pending; p; p = p->next)
		transmit(d, p);
	link_greet(d);
	for (int i = 0; i < d->depth; i++)
		if (d->stack[i]->ops->changed)
			d->stack[i]->ops->changed(d->stack[i], "link", "");
}

/* ---- receiving --------------------------------------------------------- */

static void
take_push(struct desk *d, const json_t *doc)
{
	const char *what = doc_str(doc, "changed");
	const char *key = doc_str(doc, "key");

	desk_ask(d, NULL, TAG_STATUS, "status", NULL);
	for (int i = 0; i < d->depth; i++)
		if (d->stack[i]->ops->changed)
			d->stack[i]->ops->changed(d->stack[i], what, key);
}

static void
to_dialog(struct desk *d, const struct reply *r)
{
	char text[DESK_SAY];

	if (d->dialog == NULL || !d->dialog->busy)
		return;
	d->dialog->busy = false;
	if (r->ok) {
		dialog_close(d);
		return;
	}
	say_fault(text, sizeof(text), r->where, r->what, r->remedy);
	dialog_fail(d->dialog, "%s", text);
}

static void
deliver(struct desk *d, struct pending *p, const struct reply *r)
{
	struct view *v = p->view;

	if (p->dialog && !r->part)
		to_dialog(d, r);
	if (v == NULL && p->tag == TAG_STATUS && r->ok) {
		json_decref(d->status);
		d->status = json_deep_copy(r->doc);
		for (int i = 0; i < d->depth; i++)
			if (d->stack[i]->ops->changed)
				d->stack[i]->ops->changed(
					d->stack[i], "status", "");
	} else if (v == NULL && !r->ok) {
		desk_refused(d, r);
	} else if (v != NULL) {
		v->ops->reply(v, r);
	}
	d->dirty = true;
}

static bool
is_open(const struct desk *d, const struct view *v)
{
	for (int i = 0; i < d->depth; i++)
		if (d->stack[i] == v)
			return true;
	return false;
}

static void
take_reply(struct desk *d, const json_t *doc)
{
	int64_t id = doc_int(doc, "id");
	const json_t *no = json_object_get(doc, "refusal");
	const json_t *part = json_object_get(doc, "part");
	const json_t *answer = json_object_get(doc, "answer");
	struct pending **link = &d->pending, *p;
	struct reply r = { .ok = no == NULL,
		.part = part != NULL,
		.what = doc_str(no, "what"),
		.where = doc_str(no, "where"),
		.remedy = doc_str(no, "remedy"),
		.code = doc_str(no, "code") };

	while (*link && (*link)->id != id)
		link = &(*link)->next;
	p = *link;
	if (p == NULL)
		return;
	r.tag = p->tag;
	r.doc = part ? part : answer ? answer : json_object_get(doc, "entries");
	if (!r.part)
		*link = p->next; /* so that the view may ask the same again */
	deliver(d, p, &r);
	if (r.part)
		return;
	if (p->again && is_open(d, p->view))
		queue(d, p->view, p->tag, json_incref(p->request), false);
	else if (p->again && p->tag == TAG_STATUS)
		queue(d, NULL, p->tag, json_incref(p->request), false);
	pending_free(p);
}

void
desk_pump(struct desk *d)
{
	json_t *doc;
	struct err err;

	while (d->online) {
		doc = NULL;
		if (d->backend->ops->receive(d->backend, &doc, &err) !=
			ERR_OK) {
			lost(d);
			return;
		}
		if (doc == NULL)
			return;
		if (doc_get(doc, "changed"))
			take_push(d, doc);
		else
			take_reply(d, doc);
		json_decref(doc);
	}
}
