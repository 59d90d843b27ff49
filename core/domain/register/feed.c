/*
 * What is known of an account's posts, in its row and out of it.
 */
#include "domain/register/feed.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

void
feed_clear(struct account_feed *f)
{
	json_decref(f->known);
	json_decref(f->open);
	json_decref(f->heard);
	f->known = f->open = f->heard = NULL;
}

void
feed_put(json_t *row, const struct account_feed *f)
{
	json_t *doc;

	if (f->tried == 0 && f->heard == NULL)
		return; /* rows of an older Crier stay as they are */
	doc = json_object();
	doc_put_int(doc, "tried", f->tried);
	if (f->read)
		doc_put_int(doc, "read", f->read);
	doc_put_str(doc, "why", f->why);
	if (f->known != NULL)
		doc_put(doc, "known", json_incref(f->known));
	if (feed_open_count(f) > 0)
		doc_put(doc, "open", json_incref(f->open));
	if (f->heard != NULL)
		doc_put(doc, "heard", json_incref(f->heard));
	if (f->others) {
		doc_put_int(doc, "others", f->others);
		doc_put_int(doc, "others_since", f->others_since);
	}
	doc_put(row, "feed", doc);
}

void
feed_put_view(json_t *doc, const struct account_feed *f)
{
	json_t *looked;

	(void)json_object_del(doc, "feed");
	if (f->heard != NULL)
		doc_put(doc, "heard", json_incref(f->heard));
	if (f->tried == 0)
		return;
	looked = json_object();
	doc_put_int(looked, "tried", f->tried);
	if (f->read)
		doc_put_int(looked, "read", f->read);
	doc_put_str(looked, "why", f->why);
	doc_put_int(looked, "posts", (json_int_t)json_array_size(f->known));
	if (f->others)
		doc_put_int(looked, "others", f->others);
	doc_put(doc, "looked", looked);
	if (feed_open_count(f) > 0)
		doc_put(doc, "alarms", json_incref(f->open));
}

void
feed_load(struct account_feed *f, const json_t *doc)
{
	feed_clear(f);
	f->tried = doc_int(doc, "tried");
	f->read = doc_int(doc, "read");
	fixed_cut(f->why, sizeof(f->why), doc_str(doc, "why"));
	f->known = json_incref(doc_get(doc, "known"));
	f->open = json_incref(doc_get(doc, "open"));
	f->heard = json_incref(doc_get(doc, "heard"));
	f->others = doc_int(doc, "others");
	f->others_since = doc_int(doc, "others_since");
}

bool
feed_is_unasked(const json_t *row)
{
	return doc_get(row, "asked") != NULL && !doc_bool(row, "asked");
}

bool
feed_is_told_again(const json_t *results, size_t place)
{
	const char *account =
		doc_str(json_array_get(results, place), "account");

	for (size_t i = place + 1; i < json_array_size(results); i++)
		if (strcmp(doc_str(json_array_get(results, i), "account"),
			    account) == 0)
			return true;
	return false;
}

size_t
feed_open_count(const struct account_feed *f)
{
	return json_array_size(f->open);
}

const json_t *
feed_open(const struct account_feed *f)
{
	return f->open;
}
