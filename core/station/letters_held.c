/*
 * Held letters: each text under its name in state.db, and one list of their
 * names with the end of their week, so that they go without being looked for.
 */
#include "station/letters_held.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "lint/leak_doc.h"
#include "station/env.h"
#include "store/state.h"

enum { HELD_MAX = 200 }; /* the oldest go before their week is over */

#define HELD_MS (7 * INSTANT_DAY)
#define HELD_LIST "letters.held"

static void
held_name(char out[HASH_HEX + 16], const char *letter)
{
	fixed_format(out, HASH_HEX + 16, "letter.held %s", letter);
}

/* {letter: until} */
static json_t *
held_list(struct station *st)
{
	char *text = NULL;
	json_t *list = NULL;

	if (state_get(&text, st->state, HELD_LIST, NULL) == ERR_OK)
		list = json_loads(text, 0, NULL);
	free(text);
	return list ? list : json_object();
}

static enum err_code
held_list_put(struct station *st, const json_t *list, struct err *err)
{
	char *text = doc_format(list);
	enum err_code rc = state_put(st->state, HELD_LIST, text, err);

	free(text);
	return rc;
}

/* Its text is overwritten (state.h). */
static bool
held_erase(struct station *st, const char *letter)
{
	char name[HASH_HEX + 16];

	held_name(name, letter);
	return state_put(st->state, name, "", NULL) == ERR_OK;
}

static const char *
held_oldest(const json_t *list)
{
	const char *letter, *oldest = NULL;
	int64_t first = INT64_MAX;
	json_t *until;

	json_object_foreach(doc_borrow(list), letter, until)
	{
		if (json_integer_value(until) >= first)
			continue;
		first = json_integer_value(until);
		oldest = letter;
	}
	return oldest;
}

enum err_code
letters_held_keep(struct station *st, const char *letter, const char *text,
	struct err *err)
{
	json_t *list = held_list(st);
	char name[HASH_HEX + 16];
	enum err_code rc;

	while (json_object_size(list) >= HELD_MAX) {
		const char *oldest = held_oldest(list);

		if (!held_erase(st, oldest))
			break;
		(void)json_object_del(list, oldest);
	}
	doc_put_int(list, letter, station_now() + HELD_MS);
	/* the list first: what is in no list would never go */
	rc = held_list_put(st, list, err);
	held_name(name, letter);
	if (rc == ERR_OK)
		rc = state_put(st->state, name, text, err);
	json_decref(list);
	return rc;
}

json_t *
letters_held_says(int64_t *until, struct station *st,
	const struct lint_rules *rules, const char *letter)
{
	json_t *list = held_list(st), *said = NULL, *masked = NULL;
	char name[HASH_HEX + 16], *text = NULL;

	*until = doc_int(list, letter);
	json_decref(list);
	held_name(name, letter);
	if (*until > station_now() && rules != NULL &&
		state_get(&text, st->state, name, NULL) == ERR_OK)
		said = json_loads(text, 0, NULL);
	if (said != NULL)
		masked = leak_mask_doc(said, rules);
	json_decref(said);
	free(text);
	return masked;
}

int64_t
letters_held_tend(struct station *st)
{
	json_t *list = held_list(st);
	int64_t now = station_now(), next = 0;
	const char *letter;
	bool gone = false;
	json_t *until;
	void *after;

	json_object_foreach_safe(list, after, letter, until)
	{
		int64_t at = json_integer_value(until);

		if (at <= now && held_erase(st, letter)) {
			(void)json_object_del(list, letter);
			gone = true;
		} else if (next == 0 || at < next) {
			next = at;
		}
	}
	if (gone)
		(void)held_list_put(st, list, NULL);
	json_decref(list);
	return next > now ? next : 0;
}
