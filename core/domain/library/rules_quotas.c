/*
 * What a platform lets an account send in a period, and when it asks to be
 * left alone: the `quotas` and `avoid` of a row of platforms.yaml.
 */
#include "domain/library/rules_parse.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { MINUTES = 60 };

static const char *const per_words[] = { "minute", "day", "month" };
static_assert(COUNT(per_words) == QUOTA_PERS, "a word for each");

static const struct field quota_fields[] = {
	{ "id", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "per", YAML_TEXT, true },
	{ "of", YAML_TEXT, true },
	{ "when", YAML_LIST, false },
};

const char *
quota_per_word(int i)
{
	assert((unsigned)i < QUOTA_PERS);
	return per_words[i];
}

/* "send=push": an option and its value; without one a row would always hold. */
const char **
rules_when(size_t *count, struct yaml_reader *r, const struct yaml *node)
{
	const struct yaml *list = yaml_get(node, "when");
	const char **when;

	*count = 0;
	if (list == NULL)
		return NULL;
	when = pool_array(r->pool, list->count, sizeof(*when));
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml *one = list->items[i];
		const char *text = one->kind == YAML_TEXT ? one->text : "";

		if (strchr(text, '=') == NULL || *text == '=')
			yaml_fault(r, one, REFUSE_VALUE,
				WITH(arg_text(text), arg_key("when"),
					arg_words("option=value")));
		else
			when[(*count)++] = pool_strdup(r->pool, text);
	}
	return when;
}

void
rules_quotas(struct platform *p, struct yaml_reader *r, const struct yaml *node)
{
	const struct yaml *list = yaml_get(node, "quotas"), *one;
	struct quota_rule *q;

	if (list == NULL)
		return;
	p->quotas = pool_array(r->pool, list->count, sizeof(*p->quotas));
	for (size_t i = 0; i < list->count; i++) {
		one = list->items[i];
		if (!yaml_read_map(r, one, quota_fields, COUNT(quota_fields)))
			continue;
		q = &p->quotas[p->quota_count++];
		*q = (struct quota_rule){
			.id = yaml_read_id(r, one, "id"),
			.title = yaml_read_both(r, one, "title"),
			.per = (enum quota_per)yaml_read_word(r, one, "per",
				quota_per_word, QUOTA_PERS, QUOTA_DAY),
			.of = (int)yaml_read_int(r, one, "of", 1, 1000000, 1),
		};
		q->when = rules_when(&q->when_count, r, one);
	}
}

void
rules_avoid(struct platform *p, struct yaml_reader *r, const struct yaml *node)
{
	const struct yaml *list = yaml_get(node, "avoid");

	for (size_t i = 0; list != NULL && i < list->count; i++) {
		const struct yaml *one = list->items[i];
		const char *text = one->kind == YAML_TEXT ? one->text : "";
		size_t len = strlen(text);
		long minute =
			len > 0 && len <= 2 && strspn(text, "0123456789") == len
			? strtol(text, NULL, 10)
			: MINUTES;

		if (minute >= MINUTES)
			yaml_fault(r, one, REFUSE_VALUE,
				WITH(arg_text(text), arg_key("avoid"),
					arg_words("0 … 59")));
		else
			p->avoid |= UINT64_C(1) << minute;
	}
}
