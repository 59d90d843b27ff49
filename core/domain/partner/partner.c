/*
 * What is asked of a partner, and its row.
 */
#include "domain/partner/partner.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/office.h"

const struct partner *
office_partner(const struct office *o, const char *id)
{
	for (size_t n = 0; n < o->partner_count; n++)
		if (strcmp(o->partners[n].id, id) == 0)
			return &o->partners[n];
	return NULL;
}

enum err_code
partner_none(struct err *err, const struct office *o, const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = 0; n < o->partner_count; n++)
		(void)arg_words_add(&known, o->partners[n].id);
	return refuse_none_of(err, "partner", NOUN_PARTNER, id, &known);
}

bool
partner_is_by_hand(const struct partner *p)
{
	return p->key[0] == '\0';
}

bool
partner_asks_call(const struct second *next)
{
	return *doc_str(next->what, "key") || doc_bool(next->what, "new");
}

/* The next digit of a text, '\0' at its end; the text goes on. */
static char
typed_digit(const char **text)
{
	static const char full[] = "\xef\xbc"; /* U+FF10 to U+FF19 */
	const char *s = *text;
	char digit = '\0';

	while (*s && digit == '\0') {
		unsigned char third =
			strncmp(s, full, 2) == 0 ? (unsigned char)s[2] : 0;

		if (third >= 0x90 && third <= 0x99) {
			digit = (char)('0' + third - 0x90);
			s += 2;
		} else if (*s >= '0' && *s <= '9') {
			digit = *s;
		}
		s++;
	}
	*text = s;
	return digit;
}

int
partner_print_differs(const char *typed, const char *digits)
{
	int group = 1;

	for (; *digits; digits++) {
		group += *digits == ' ';
		if (*digits >= '0' && *digits <= '9' &&
			typed_digit(&typed) != *digits)
			return group;
	}
	return typed_digit(&typed) ? group : 0;
}

json_t *
partner_doc(const struct partner *p)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", p->id);
	doc_put_str(doc, "name", p->name);
	doc_put_str(doc, "rank", partner_rank_row(p->rank)->word);
	doc_put_str(doc, "state", partner_state_row(p->state)->word);
	doc_put_str(doc, "phone", p->phone);
	doc_put_str(doc, "organ", p->organ);
	doc_put_str(doc, "address", p->address);
	doc_put_str(doc, "exchange", p->exchange);
	doc_put_str(doc, "key", p->key);
	doc_put_str(doc, "fingerprint", p->fingerprint);
	doc_put_str(doc, "print", p->print);
	doc_put_str(doc, "seal", p->seal);
	doc_put_str(doc, "drill_seal", p->drill_seal);
	doc_put_str(doc, "spare", p->spare);
	doc_put_int(doc, "made", p->made);
	doc_put_str(doc, "by", p->by);
	doc_put_str(doc, "confirmed_by", p->confirmed_by);
	doc_put_int(doc, "confirmed", p->confirmed);
	doc_put_str(doc, "stopped_by", p->stopped_by);
	doc_put_int(doc, "stopped", p->stopped);
	doc_put_str(doc, "reason", p->reason);
	if (p->vouched)
		doc_put_int(doc, "vouched", p->vouched);
	if (p->next.what != NULL)
		doc_put(doc, "next", second_keep(&p->next));
	return doc;
}

/* Of one that was declined before it was ever in force nothing is left. */
void
partner_row_put(struct rows *out, const struct office *o, const char *id)
{
	const struct partner *p = office_partner(o, id);

	rows_put(out, PROJ_PARTNER, id, p ? partner_doc(p) : NULL);
}

json_t *
own_card_doc(const struct own_card *c)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", c->id);
	doc_put_str(doc, "phone", c->phone);
	doc_put_str(doc, "organ", c->organ);
	doc_put_str(doc, "exchange", c->exchange);
	doc_put_str(doc, "seal", c->seal);
	doc_put_str(doc, "drill_seal", c->drill_seal);
	doc_put_str(doc, "spare_key", c->spare_key);
	doc_put_str(doc, "spare", c->spare);
	doc_put_int(doc, "made", c->made);
	doc_put_str(doc, "by", c->by);
	if (c->sealed)
		doc_put_int(doc, "sealed", c->sealed);
	if (c->unsealed)
		doc_put_int(doc, "unsealed", c->unsealed);
	if (c->vouched[0]) {
		doc_put_str(doc, "card", c->vouched);
		doc_put_int(doc, "vouched_made", c->vouched_made);
	}
	if (c->lost)
		doc_put_int(doc, "lost", c->lost);
	if (c->volume.time)
		doc_put(doc, "volume", second_keep(&c->volume));
	return doc;
}
