/* Cards in letters. */
#include "station/letters_card.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "letter/body.h"
#include "station/letters_desk.h"
#include "station/partner_card.h"

/* ---- ours ---- */

json_t *
letters_card_readers(const struct office *o)
{
	json_t *to = json_array();

	for (size_t n = 0; n < o->partner_count; n++)
		if (o->partners[n].state == PARTNER_ACTIVE &&
			!partner_is_by_hand(&o->partners[n]))
			json_array_append_new(
				to, json_string(o->partners[n].id));
	return to;
}

static json_t *
card_says(const char *text)
{
	json_t *says = json_object();

	doc_put_str(says, "kind", letter_kind_row(LETTER_CARD)->word);
	doc_put(says, "card", json_loads(text, 0, NULL));
	return says;
}

enum err_code
letters_card_send_to(struct judged *out, struct station *st,
	const struct own_card *own, json_t *to, struct err *err)
{
	json_t *body;
	char *text = NULL;
	enum err_code rc = ERR_OK;

	/* it goes when the next volume begins */
	if (json_array_size(to) > 0 &&
		(st->office.card.lost == 0 || st->letters->begins))
		rc = partner_card_text(&text, st, own, err);
	if (text == NULL) {
		json_decref(to);
		return rc;
	}
	body = json_object();
	doc_put(body, "to", to);
	doc_put_bool(body, "card", true);
	doc_put(body, "says", card_says(text));
	free(text);
	judged_add(out, "letter.sent", body);
	return letters_write(st, own, body, false, err);
}

enum err_code
letters_card_send(struct judged *out, struct station *st,
	const struct own_card *own, struct err *err)
{
	return letters_card_send_to(
		out, st, own, letters_card_readers(&st->office), err);
}

/* ---- a partner's ---- */

bool
letters_card_of(struct card *out, const json_t *said)
{
	char *text = doc_format(doc_get(said, "card"));
	bool is = card_parse(out, text, strlen(text), NULL) == ERR_OK;

	free(text);
	return is;
}

bool
letters_card_in(struct card *out, const struct letter *l, const char *own_id,
	const struct seal_key *keys, size_t count)
{
	enum letter_kind kind = LETTER_KINDS;
	json_t *said = NULL;
	char *text = NULL;
	size_t len = 0;
	bool is = l->whole && letter_is_to(l, own_id) && letter_is_intact(l) &&
		letter_open(&text, &len, l, own_id, keys, count, NULL) ==
			ERR_OK &&
		body_parse(&said, &kind, text, len, NULL) == ERR_OK &&
		kind == LETTER_CARD && letters_card_of(out, said);

	json_decref(said);
	free(text);
	return is;
}
