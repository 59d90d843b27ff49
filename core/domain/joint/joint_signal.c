/* Questions about the leader's word. */
#include "domain/joint/joint_signal.h"

#include <string.h>

#include "base/doc.h"

int64_t
letter_place(const json_t *body)
{
	return (doc_int(body, "vol") << 32) + doc_int(body, "seq");
}

/* The last one of these words, of this sender or of this joint incident. */
static const struct joint_order *
order_worded(const struct joint_book *b, const char *from,
	const struct joint *j, bool drill, const char *digest)
{
	for (size_t n = b->order_count; n > 0; n--) {
		const struct joint_order *o = &b->orders[n - 1];

		if ((from == NULL || strcmp(o->from, from) == 0) &&
			(j == NULL || strcmp(o->joint, j->name) == 0) &&
			o->drill == drill &&
			strcmp(doc_str(o->says, "digest"), digest) == 0)
			return o;
	}
	return NULL;
}

const struct joint_order *
signal_order(const struct joint_book *b, const char *from, bool drill,
	const json_t *says)
{
	const char *digest = doc_str(says, "digest");
	const struct joint_order *o =
		joint_order_find(b, doc_str(says, "order"));
	const struct joint *j;

	if (o != NULL || *digest == '\0')
		return o;
	/* who got the order later knows the first letter by its words alone */
	o = order_worded(b, from, NULL, drill, digest);
	if (o != NULL)
		return o;
	/* and who leads now speaks of what the one before it ordered */
	j = joint_meant(b, from, doc_str(says, "joint"));
	return j ? order_worded(b, NULL, j, drill, digest) : NULL;
}

bool
signal_may(const struct joint_book *b, const char *from,
	const struct joint_order *o)
{
	const struct joint *j = joint_find(b, o->joint);

	return strcmp(o->from, from) == 0 ||
		(j != NULL && strcmp(j->leader, from) == 0);
}

const struct joint *
signal_joint(const struct joint_book *b, const char *from, const json_t *says)
{
	const struct joint *j = joint_meant(b, from, doc_str(says, "joint"));

	return j != NULL && strcmp(j->leader, from) == 0 ? j : NULL;
}

bool
signal_halt_known(const struct joint_book *b, const char *letter)
{
	for (size_t n = 0; n < b->halt_count; n++)
		if (strcmp(b->halts[n].letter, letter) == 0)
			return true;
	return false;
}

/* Said by who led then. */
static bool
halt_was_led(const struct joint_halt *h, const struct joint_order *o)
{
	return h->led[0] && strcmp(h->led, o->joint) == 0;
}

/* One without an order stops those that its sender had given before. */
static bool
halts_all(const struct joint_book *b, const struct joint_halt *h,
	const struct joint_order *o)
{
	const struct joint *j = signal_joint(b, h->from, h->says);

	if (!halt_was_led(h, o) &&
		(j == NULL || strcmp(j->name, o->joint) != 0))
		return false;
	return strcmp(h->from, o->from) == 0 ? o->place < h->place
					     : o->at <= h->at;
}

static bool
halt_is_of(const struct joint_book *b, const struct joint_halt *h,
	const struct joint_order *o)
{
	if (h->drill != o->drill ||
		!(signal_may(b, h->from, o) || halt_was_led(h, o)))
		return false;
	if (*doc_str(h->says, "order") == '\0')
		return halts_all(b, h, o);
	return signal_order(b, h->from, h->drill, h->says) == o;
}

const struct joint_halt *
joint_order_halt(const struct joint_book *b, const struct joint_order *o)
{
	for (size_t n = b ? b->halt_count : 0; n > 0; n--) {
		const struct joint_halt *h = &b->halts[n - 1];
		bool again = strcmp(h->from, o->from) == 0 &&
			o->call.place > h->place;

		if (!again && halt_is_of(b, h, o))
			return h;
	}
	return NULL;
}
