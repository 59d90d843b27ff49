/*
 * Finding in the book of joint incidents.
 */
#include "domain/joint/joint.h"

#include <string.h>

#include "base/doc.h"

enum { NAME_LEAST = 8 }; /* digits by which people call a letter */

static bool
is_called(const char *name, const char *what)
{
	size_t len = strlen(what);

	return len >= NAME_LEAST && len < HASH_HEX &&
		strncmp(name, what, len) == 0;
}

const struct joint *
joint_find(const struct joint_book *b, const char *name)
{
	const struct joint *found = NULL;

	for (size_t n = 0; b != NULL && n < b->joint_count; n++) {
		struct joint *j = &b->joints[n];

		/* no other is: whoever names its letters as if they were */
		if (strcmp(j->name, name) == 0)
			return j;
		if (!is_called(j->name, name) && !is_called(j->letter, name))
			continue;
		if (found != NULL)
			return NULL;
		found = j;
	}
	return found;
}

const struct joint *
joint_meant(const struct joint_book *b, const char *partner, const char *name)
{
	const struct joint *called = NULL;

	for (size_t n = 0; n < b->joint_count; n++) {
		const struct joint *j = &b->joints[n];

		if (strcmp(j->name, name) == 0 &&
			(!j->leader[0] || strcmp(j->leader, partner) == 0))
			return j;
		if (j->called[0] && strcmp(j->called, name) == 0 &&
			(!j->leader[0] || strcmp(j->leader, partner) == 0))
			called = j;
	}
	return called ? called : joint_find(b, name);
}

const char *
joint_call(const struct joint *j)
{
	return j->called[0] ? j->called : j->name;
}

static bool
order_is_called(const struct joint_order *o, const char *name)
{
	if (is_called(o->name, name))
		return true;
	for (size_t n = 0; n < o->answer_count; n++)
		if (is_called(o->answers[n].letter, name))
			return true;
	return false;
}

const struct joint_order *
joint_order_find(const struct joint_book *b, const char *name)
{
	const struct joint_order *found = NULL;

	for (size_t n = 0; b != NULL && n < b->order_count; n++) {
		if (!order_is_called(&b->orders[n], name))
			continue;
		if (found != NULL)
			return NULL;
		found = &b->orders[n];
	}
	return found;
}

const struct joint *
joint_of_incident(const struct joint_book *b, const char *incident)
{
	for (size_t n = 0; b != NULL && *incident && n < b->joint_count; n++)
		if (strcmp(b->joints[n].incident, incident) == 0)
			return &b->joints[n];
	return NULL;
}

const struct joint_order *
joint_order_of(const struct joint_book *b, const char *message)
{
	for (size_t n = 0; b != NULL && *message && n < b->order_count; n++)
		if (strcmp(b->orders[n].message, message) == 0)
			return &b->orders[n];
	return NULL;
}

/* Each names what it puts right by the check code that was ordered then. */
bool
joint_order_rights(const struct joint_order *later, const struct joint_order *o)
{
	const char *digest = doc_str(o->says, "digest");

	return strcmp(later->from, o->from) == 0 && later->drill == o->drill &&
		(strcmp(doc_str(later->says, "corrects"), digest) == 0 ||
			strcmp(doc_str(later->says, "withdraws"), digest) == 0);
}

const struct joint_order *
joint_order_righted(const struct joint_book *b, const struct joint_order *o)
{
	for (size_t n = 0; n < b->order_count; n++)
		if (&b->orders[n] != o && joint_order_rights(&b->orders[n], o))
			return &b->orders[n];
	return NULL;
}

const struct joint_unit *
joint_unit_of(const struct joint *j, const char *partner)
{
	for (size_t n = 0; n < j->unit_count; n++)
		if (strcmp(j->units[n].partner, partner) == 0)
			return &j->units[n];
	return NULL;
}

const struct joint_answer *
joint_answer_of(const struct joint_order *o, const char *partner)
{
	for (size_t n = 0; n < o->answer_count; n++)
		if (strcmp(o->answers[n].partner, partner) == 0)
			return &o->answers[n];
	return NULL;
}

const char *
joint_incident(const struct joint_book *b, const json_t *doc)
{
	const char *order = doc_str(doc, "order");
	const struct joint_order *o = joint_order_find(b, order);
	const struct joint *j =
		joint_find(b, o != NULL ? o->joint : doc_str(doc, "joint"));

	return j != NULL ? j->incident : "";
}
