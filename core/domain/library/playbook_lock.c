/*
 * What is fixed in a text, its hash, and whether an approval still fits it.
 */
#include "domain/library/playbook_lock.h"

#include <assert.h>
#include <string.h>

static const struct word_row locks[] = {
	[LOCK_NONE] = { "none",
		BOTH("not approved beforehand", "未经预先批准") },
	[LOCK_HOLDS] = { "holds", BOTH("approved beforehand", "已预先批准") },
	[LOCK_CHANGED] = { "changed",
		BOTH("changed since it was approved", "批准后文字已改动") },
	[LOCK_EXPIRED] = { "expired",
		BOTH("its approval is not in force", "批准未生效或已过期") },
};
static_assert(sizeof(locks) / sizeof(locks[0]) == LOCK_COUNT, "a row each");

const struct word_row *
lock_row(enum lock lock)
{
	assert((unsigned)lock < LOCK_COUNT);
	return &locks[lock];
}

void
preapproved_read(
	struct preapproved *out, struct yaml_reader *r, const struct yaml *kind)
{
	static const struct field fields[] = {
		{ "by", YAML_TEXT, true },
		{ "on", YAML_TEXT, true },
		{ "until", YAML_TEXT, true },
		{ "zh", YAML_TEXT, false },
		{ "en", YAML_TEXT, false },
	};
	const struct yaml *node = yaml_get(kind, "approved");

	*out = (struct preapproved){ .by = "", .hash = { "", "" } };
	if (!node ||
		!yaml_read_map(
			r, node, fields, sizeof(fields) / sizeof(fields[0])))
		return;
	*out = (struct preapproved){
		.by = yaml_read_text(r, node, "by"),
		.valid = { yaml_read_day(r, node, "on", false, 0),
			yaml_read_day(r, node, "until", true, 0) },
		.hash = { [LANG_EN] = yaml_read_text(r, node, "en"),
			[LANG_ZH] = yaml_read_text(r, node, "zh") },
	};
}

const char *const *
authority_read(size_t *count, struct yaml_reader *r,
	const struct yaml *playbook, const struct lint_list *known)
{
	size_t all = yaml_count(playbook, "authority");
	const char **out = pool_array(r->pool, all, sizeof(*out));

	*count = 0;
	for (size_t n = 0; n < all; n++) {
		const struct yaml *node =
			yaml_get(playbook, "authority")->items[n];
		size_t k = 0;

		while (known && k < known->row_count &&
			strcmp(known->rows[k].id, node->text) != 0)
			k++;
		if (known == NULL || k == known->row_count)
			yaml_fault(r, node, REFUSE_VALUE,
				WITH(arg_text(node->text), arg_key("authority"),
					arg_words("rules/lists/authority.yaml: "
						  "id")));
		else
			out[(*count)++] = pool_strdup(r->pool, node->text);
	}
	return out;
}

static void
hash_row(struct hash_stream *h, const char *const *parts)
{
	for (; *parts != NULL; parts++)
		hash_stream_add(h, *parts, strlen(*parts));
}

void
playbook_fix(struct playbook *p, enum message_kind kind, enum lang lang,
	const struct library_file *file)
{
	struct hash_stream *h = hash_stream_new();

	hash_stream_add(h, file->data, file->len);
	for (size_t n = 0; n < p->slot_count; n++)
		for (size_t k = 0; k < p->slots[n].choice_count; k++)
			hash_row(h,
				(const char *const[]){ p->slots[n].id, ".",
					p->slots[n].choices[k].word, "=",
					p->slots[n].choices[k].text.in[lang],
					"\n", NULL });
	for (size_t n = 0; n < p->figure_count; n++)
		hash_row(h,
			(const char *const[]){ p->figures[n].id, "=",
				p->figures[n].text.in[lang], "|",
				p->figures[n].one.in[lang], "\n", NULL });
	hash_stream_end(p->kinds[kind].fixed[lang], h);
}

enum lock
playbook_lock(const struct playbook *p, enum message_kind kind, enum lang lang,
	int64_t at)
{
	const struct playbook_kind *k = &p->kinds[kind];

	if (*k->approved.by == '\0' || *k->approved.hash[lang] == '\0')
		return LOCK_NONE;
	if (strcmp(k->approved.hash[lang], k->fixed[lang]) != 0)
		return LOCK_CHANGED;
	if (at < k->approved.valid.from || at > k->approved.valid.until)
		return LOCK_EXPIRED;
	return LOCK_HOLDS;
}
