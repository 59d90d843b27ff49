/*
 * Folding entries on services into the office.
 */
#include <string.h>

#include "base/doc.h"
#include "domain/office/office_fold.h"
#include "domain/service/service.h"

/* The row of the entry's service, which a first entry makes. */
static json_t *
service_slot(struct office *o, const struct entry *e)
{
	const char *id = doc_str(e->body, "service");
	json_t *row;
	size_t n;

	if (o->services == NULL)
		o->services = json_array();
	json_array_foreach(o->services, n, row)
	{
		if (strcmp(doc_str(row, "id"), id) == 0)
			return row;
	}
	row = json_object();
	doc_put_str(row, "id", id);
	json_array_append_new(o->services, row);
	return row;
}

/* What the entry says of it; the rest stays. */
static void
service_take(json_t *row, const json_t *body)
{
	const char *key;
	json_t *value;

	json_object_foreach(doc_borrow(body), key, value)
	{
		if (strcmp(key, "service") != 0)
			json_object_set(row, key, value);
	}
}

void
office_fold_service_opened(struct office *o, const struct entry *e)
{
	json_t *row = service_slot(o, e);

	service_take(row, e->body);
	doc_put_int(row, "opened", e->time);
	doc_put_str(row, "by", e->by);
}

/* Nobody has asked the new address yet. */
void
office_fold_service_changed(struct office *o, const struct entry *e)
{
	json_t *row = service_slot(o, e);

	if (doc_get(e->body, "url") != NULL &&
		strcmp(doc_str(e->body, "url"), doc_str(row, "url")) != 0)
		(void)json_object_del(row, "proof");
	service_take(row, e->body);
}

void
office_fold_service_closed(struct office *o, const struct entry *e)
{
	json_t *row = service_slot(o, e);

	doc_put_int(row, "closed", e->time);
	doc_put_str(row, "closed_by", e->by);
	doc_put_str(row, "reason", doc_str(e->body, "reason"));
}

/* `since`: from when on it has been so. */
void
office_fold_services_proven(struct office *o, const struct entry *e)
{
	const json_t *result, *was;
	json_t *row, *proof;
	int64_t since;
	size_t n;

	json_array_foreach(doc_get(e->body, "results"), n, result)
	{
		row = doc_borrow(office_service(o, doc_str(result, "service")));
		if (row == NULL)
			continue;
		was = doc_get(row, "proof");
		since = strcmp(doc_str(was, "state"),
				doc_str(result, "state")) == 0
			? doc_int(was, "since")
			: e->time;
		proof = json_object();
		doc_put_int(proof, "tried", e->time);
		doc_put_int(proof, "since", since);
		doc_put_str(proof, "state", doc_str(result, "state"));
		doc_put_str(proof, "why", doc_str(result, "why"));
		doc_put(row, "proof", proof);
	}
}
