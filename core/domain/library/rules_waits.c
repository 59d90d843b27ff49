/*
 * Reads the `waits` of platforms.yaml and of playbooks.
 */
#include "domain/library/wait_rule.h"

#include <assert.h>
#include <string.h>

#include "domain/library/rules_parse.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { MINUTES_MAX = 1440 };

static const struct {
	const char *word;
	enum role role; /* where the row names none */
} wait_fors[] = {
	[WAIT_HAND] = { "hand", ROLE_RELEASER },
	[WAIT_CONFIRM] = { "confirm", ROLE_REGISTRAR },
	[WAIT_TOKEN] = { "token", ROLE_REGISTRAR },
};
static_assert(COUNT(wait_fors) == WAIT_FORS, "a row for each");

static const struct field wait_fields[] = {
	{ "for", YAML_TEXT, true },
	{ "platform", YAML_TEXT, false },
	{ "minutes", YAML_TEXT, true },
	{ "role", YAML_TEXT, false },
	{ "whom", YAML_MAP, false },
	{ "then", YAML_MAP, true },
	{ "when", YAML_LIST, false },
};

const char *
wait_for_word(int what)
{
	assert((unsigned)what < WAIT_FORS);
	return wait_fors[what].word;
}

static void
wait_rule_read(
	struct wait_rule *out, struct yaml_reader *r, const struct yaml *node)
{
	int what = yaml_read_word(
		r, node, "for", wait_for_word, WAIT_FORS, WAIT_HAND);

	*out = (struct wait_rule){
		.what = (enum wait_for)what,
		.platform = yaml_read_text(r, node, "platform"),
		.minutes = (int)yaml_read_int(
			r, node, "minutes", 1, MINUTES_MAX, 1),
		.role = (enum role)yaml_read_word(r, node, "role", role_word_at,
			ROLE_COUNT, (int)wait_fors[what].role),
		.whom = yaml_read_both(r, node, "whom"),
		.then = yaml_read_both(r, node, "then"),
	};
	out->when = rules_when(&out->when_count, r, node);
}

const struct wait_rule *
wait_rules_read(size_t *count, struct yaml_reader *r, const struct yaml *node)
{
	const struct yaml *list = yaml_get(node, "waits");
	struct wait_rule *rows;

	*count = 0;
	if (list == NULL)
		return NULL;
	rows = pool_array(r->pool, list->count, sizeof(*rows));
	for (size_t i = 0; i < list->count; i++)
		if (yaml_read_map(
			    r, list->items[i], wait_fields, COUNT(wait_fields)))
			wait_rule_read(&rows[(*count)++], r, list->items[i]);
	return rows;
}
