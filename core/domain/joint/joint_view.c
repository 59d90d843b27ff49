/* Joint incidents and orders, for people. */
#include "domain/joint/joint_view.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/office/office.h"

enum { SHORT = 9 };

static void
put_short(json_t *doc, const char *key, const char *name)
{
	char brief[SHORT];

	fixed_cut(brief, sizeof(brief), name);
	doc_put_str(doc, key, brief);
}

/* A partner, its name and whom to ring there; "" is this unit. */
static void
put_unit(json_t *doc, const struct office *o, const char *id)
{
	const struct partner *p = office_partner(o, id);

	doc_put_str(doc, "partner", id);
	doc_put_str(doc, "name", p ? p->name : *id ? id : o->unit);
	doc_put_str(doc, "phone", p ? p->phone : "");
}

json_t *
joint_doc(const struct office *o, const struct joint *j)
{
	json_t *doc = json_object();
	size_t joined = 0;

	for (size_t n = 0; n < j->unit_count; n++)
		joined += j->units[n].state == JOINT_JOINED;
	doc_put_str(doc, "joint", j->name);
	put_short(doc, "short", j->name);
	put_unit(doc, o, j->leader);
	doc_put_str(doc, "title", doc_str(j->says, "title"));
	doc_put_str(doc, "level", doc_str(j->says, "level"));
	doc_put_str(doc, "incident", j->incident);
	doc_put_str(doc, "mode", j->drill ? "drill" : "actual");
	doc_put_str(doc, "state", joint_state_row(j->state)->word);
	doc_put_bool(doc, "ours", j->leader[0] == '\0');
	doc_put_int(doc, "at", j->at);
	if (j->leader[0] == '\0') {
		doc_put_int(doc, "joined", (int64_t)joined);
		doc_put_int(doc, "invited", (int64_t)j->unit_count);
	}
	return doc;
}

static json_t *
joint_unit_doc(const struct office *o, const struct joint_unit *u)
{
	json_t *doc = json_object();

	put_unit(doc, o, u->partner);
	doc_put_str(doc, "state", joint_state_row(u->state)->word);
	doc_put_int(doc, "at", u->at);
	doc_put_str(doc, "reason", doc_str(u->says, "reason"));
	return doc;
}

json_t *
joint_view(const struct office *o, const struct joint_book *b,
	const struct joint *j)
{
	static const char *const said[] = { "topic", "playbook", "happened" };
	json_t *doc = joint_doc(o, j), *units = json_array();

	(void)b;
	for (size_t n = 0; n < sizeof(said) / sizeof(said[0]); n++)
		if (doc_get(j->says, said[n]) != NULL)
			doc_put(doc, said[n],
				json_incref(doc_get(j->says, said[n])));
	for (size_t n = 0; n < j->unit_count; n++)
		json_array_append_new(units, joint_unit_doc(o, &j->units[n]));
	doc_put(doc, "units", units);
	return doc;
}
