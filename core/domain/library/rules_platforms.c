/*
 * The rows of platforms.yaml: the platforms, and how receivers say no.
 */
#include "domain/library/rules_parse.h"

#include "domain/message/message_amend.h"

static const char *
unit_word_at(int i)
{
	return text_unit_word((enum text_unit)i);
}

static const char *
amend_word_at(int i)
{
	return amend_row((enum amend)i)->word;
}

const struct field rules_platform_fields[RULES_PLATFORM_FIELDS] = {
	{ "id", YAML_TEXT, true }, { "title", YAML_MAP, true },
	{ "connector", YAML_TEXT, true }, { "unit", YAML_TEXT, true },
	{ "max", YAML_TEXT, true }, { "title_max", YAML_TEXT, false },
	{ "title_unit", YAML_TEXT, false }, { "url_weight", YAML_TEXT, false },
	{ "no_links", YAML_TEXT, false }, { "link", YAML_TEXT, false },
	{ "per_minute", YAML_TEXT, false }, { "per_day", YAML_TEXT, false },
	{ "correction", YAML_TEXT, false }, { "withdrawal", YAML_TEXT, false },
	{ "answers", YAML_TEXT, false }, { "quotas", YAML_LIST, false },
	{ "avoid", YAML_LIST, false }, { "waits", YAML_LIST, false },
	{ "hosts", YAML_LIST, false }, { "pages", YAML_LIST, false },
	{ "citation", YAML_TEXT, true }, { "checked", YAML_TEXT, true },
	{ "valid_from", YAML_TEXT, false }, { "valid_to", YAML_TEXT, false },
	{ "valid_until", YAML_TEXT, false }, /* its name before 0.2 */
};

void
platforms_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->platforms = pool_array(pool, rows, sizeof(*out->platforms));
}

/* The hosts of a list; absent it is empty. */
static const char **
platform_hosts(size_t *count, struct yaml_reader *r, const struct yaml *node,
	const char *key)
{
	const struct yaml *list = yaml_get(node, key);
	const char **hosts;

	*count = 0;
	if (list == NULL)
		return NULL;
	hosts = pool_array(r->pool, list->count, sizeof(*hosts));
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->kind == YAML_TEXT)
			hosts[(*count)++] =
				pool_strdup(r->pool, list->items[i]->text);
	return hosts;
}

void
platform_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	const char *id = yaml_read_id(r, node, "id");
	struct platform *p;
	int unit;

	if (rules_platform(out, id))
		yaml_fault_twice(r, node, "id");
	unit = yaml_read_word(
		r, node, "unit", unit_word_at, TEXT_UNITS, TEXT_GRAPHEMES);
	yaml_read_day(r, node, "checked", false, 0);
	out->platforms[i] = (struct platform){
		.id = id,
		.title = yaml_read_both(r, node, "title"),
		.connector = yaml_read_id(r, node, "connector"),
		.unit = (enum text_unit)unit,
		.max = yaml_read_int(r, node, "max", 20, 10000000, 500),
		.title_max = yaml_read_int(r, node, "title_max", 0, 1000, 0),
		.title_unit = (enum text_unit)yaml_read_word(
			r, node, "title_unit", unit_word_at, TEXT_UNITS, unit),
		.url_weight =
			(int)yaml_read_int(r, node, "url_weight", 0, 1000, 0),
		.no_links = yaml_read_bool(r, node, "no_links"),
		.link = yaml_read_bool(r, node, "link"),
		.per_minute = (int)yaml_read_int(
			r, node, "per_minute", 0, 1000000, 0),
		.per_day =
			(int)yaml_read_int(r, node, "per_day", 0, 1000000, 0),
		.correction = (enum amend)yaml_read_word(r, node, "correction",
			amend_word_at, AMEND_COUNT, AMEND_POST),
		.withdrawal = (enum amend)yaml_read_word(r, node, "withdrawal",
			amend_word_at, AMEND_COUNT, AMEND_POST),
		.answers = yaml_read_bool(r, node, "answers"),
		.citation = yaml_read_text(r, node, "citation"),
		.checked = yaml_read_text(r, node, "checked"),
		.valid = yaml_read_validity(r, node),
	};
	p = &out->platforms[i];
	p->hosts = platform_hosts(&p->host_count, r, node, "hosts");
	p->pages = platform_hosts(&p->page_count, r, node, "pages");
	rules_quotas(p, r, node);
	rules_avoid(p, r, node);
	p->waits = wait_rules_read(&p->wait_count, r, node);
	out->platform_count = i + 1;
}

const struct field rules_answer_fields[RULES_ANSWER_FIELDS] = {
	{ "field", YAML_TEXT, true },
	{ "yes", YAML_LIST, false },
	{ "no", YAML_LIST, false },
	{ "final", YAML_TEXT, false },
	{ "citation", YAML_TEXT, true },
	{ "checked", YAML_TEXT, true },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

void
answers_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->answers = pool_array(pool, rows, sizeof(*out->answers));
}

/* A row that names neither, or both, would be read in two ways. */
static void
answer_words_of(
	struct answer_rule *a, struct yaml_reader *r, const struct yaml *node)
{
	const char *key = a->yes ? "yes" : "no";
	const struct yaml *list = yaml_get(node, key);

	if ((yaml_get(node, "no") != NULL) == a->yes || list == NULL) {
		yaml_fault(r, node, REFUSE_KEY_MISSING,
			WITH(arg_words("yes / no")));
		return;
	}
	a->words = pool_array(r->pool, list->count, sizeof(*a->words));
	for (size_t i = 0; i < yaml_count(node, key); i++)
		if (list->items[i]->kind == YAML_TEXT)
			a->words[a->word_count++] =
				pool_strdup(r->pool, list->items[i]->text);
}

void
answer_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct answer_rule *a = &out->answers[i];

	yaml_read_day(r, node, "checked", false, 0);
	*a = (struct answer_rule){
		.field = yaml_read_text(r, node, "field"),
		.yes = yaml_get(node, "yes") != NULL,
		.final = yaml_read_bool(r, node, "final"),
		.citation = yaml_read_text(r, node, "citation"),
		.checked = yaml_read_text(r, node, "checked"),
		.valid = yaml_read_validity(r, node),
	};
	answer_words_of(a, r, node);
	out->answer_count = i + 1;
}
