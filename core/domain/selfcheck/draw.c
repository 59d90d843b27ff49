/*
 * Drawing the sample.
 */
#include "domain/selfcheck/draw.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/office/office_fold.h"

enum { PERCENT = 100, DRAW_TEXT = 200 };

struct lot {
	char place[HASH_HEX];
	const char *id;
};

void
draw_seed(char out[HASH_HEX], const char *head, const char *period)
{
	char text[DRAW_TEXT];

	/* a ledger may say anything; none of ours is as long */
	fixed_cut_format(text, sizeof(text), "%s %s", head, period);
	hash_hex(out, text, strlen(text));
}

static int
lot_order(const void *a, const void *b)
{
	const struct lot *x = a, *y = b;

	return strcmp(x->place, y->place);
}

static size_t
draw_lots(struct lot *lots, const struct office *o, const char *seed)
{
	char text[DRAW_TEXT];
	size_t count = 0;

	for (size_t n = 0; n < o->account_count; n++) {
		if (!account_is_open(&o->accounts[n]))
			continue;
		fixed_format(
			text, sizeof(text), "%s %s", seed, o->accounts[n].id);
		hash_hex(lots[count].place, text, strlen(text));
		lots[count++].id = o->accounts[n].id;
	}
	return count;
}

json_t *
draw_sample(size_t *of, const struct office *o, const char *seed, int share)
{
	struct lot *lots = mem_array(o->account_count + 1, sizeof(*lots));
	json_t *ids = json_array();
	size_t taken;

	*of = draw_lots(lots, o, seed);
	if (share < 0 || share > PERCENT)
		share = PERCENT;
	taken = (*of * (size_t)share + PERCENT - 1) / PERCENT;
	qsort(lots, *of, sizeof(*lots), lot_order);
	for (size_t n = 0; n < taken; n++)
		json_array_append_new(ids, json_string(lots[n].id));
	free(lots);
	return ids;
}

bool
draw_is_right(const json_t *body, const struct office *o, const char *prev)
{
	char seed[HASH_HEX];
	size_t of;
	json_t *ids;
	bool right;

	draw_seed(seed, prev, doc_str(body, "period"));
	ids = draw_sample(&of, o, seed, (int)doc_int(body, "share"));
	right = strcmp(seed, doc_str(body, "seed")) == 0 &&
		doc_int(body, "of") == (int64_t)of &&
		doc_int(body, "count") == (int64_t)json_array_size(ids) &&
		json_equal(ids, doc_get(body, "accounts"));
	json_decref(ids);
	return right;
}

void
office_fold_drawn(struct office *o, const struct entry *e)
{
	fixed_cut(o->drawn, sizeof(o->drawn), doc_str(e->body, "period"));
}
