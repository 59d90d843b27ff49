/*
 * A clock as a document for people.
 */
#include "domain/clock/clock.h"

#include "base/doc.h"

json_t *
clock_doc(const struct clock *c, int64_t now)
{
	json_t *doc = json_object();

	doc_put_str(doc, "rule", doc_str(c->row, "rule"));
	doc_put_str(doc, "citation", doc_str(c->row, "citation"));
	doc_put(doc, "title", json_incref(json_object_get(c->row, "title")));
	if (json_object_get(c->row, "stops") != NULL)
		doc_put(doc, "stops",
			json_incref(json_object_get(c->row, "stops")));
	doc_put_int(doc, "due", c->due);
	doc_put_int(doc, "stopped", c->stopped);
	doc_put_bool(doc, "missed", c->missed);
	doc_put_bool(doc, "internal", clock_is_internal(c));
	doc_put_bool(doc, "by_hand", clock_is_by_hand(c));
	doc_put_str(doc, "state",
		c->ended || (c->stopped && !c->done && clock_is_by_hand(c))
			? "ended"
			: c->stopped	? c->stopped > c->due ? "late" : "met"
			: c->due <= now ? "overdue"
					: "running");
	if (c->first_out)
		doc_put_bool(doc, "first_out", true);
	return doc;
}
