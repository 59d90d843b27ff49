/*
 * Reads the table of rules: first the lists, whose names the rules use, then
 * the rules, then the contacts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "words/yaml_schema.h"
#include "words/sets.h"
#include "lint/lint_check.h"
#include "lint/rules_internal.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))
#define LISTS "rules/lists/"

enum { KNOWN_MAX = 160 };

struct lint_parsing {
	struct lint_rules *out;
	struct pool *pool;
	struct faults *faults;
	const struct library_file *files;
	size_t file_count;
};

static const char *
severity_word_at(int i)
{
	return severity_row((enum severity)i)->word;
}

static const char *
part_word_at(int i)
{
	static const char *const words[] = {
		[PART_TITLE] = "title",
		[PART_TEXT] = "text",
		[PART_VARIANT] = "variant",
		[PART_SLOT] = "slot",
		[PART_OTHER] = "other",
		[PART_OUTSIDE] = "outside",
	};

	return words[i];
}

static const char *
mode_word_at(int i)
{
	static const char *const words[] = {
		[MODE_ANY] = "any",
		[MODE_ACTUAL] = "actual",
		[MODE_DRILL] = "drill",
	};

	return words[i];
}

static const struct library_file *
parse_find_file(const struct lint_parsing *p, const char *path)
{
	for (size_t i = 0; i < p->file_count; i++)
		if (strcmp(p->files[i].path, path) == 0)
			return &p->files[i];
	return NULL;
}

/* NULL after a fault; the caller frees it with yaml_tree_free. */
static struct yaml *
parse_yaml(struct lint_parsing *p, const struct library_file *f)
{
	struct yaml *root = NULL;
	struct err err = { 0 };

	if (!yaml_parse(&root, f->path, 1, f->data, f->len, &err))
		return root;
	faults_add_placed(p->faults, f->path, &err);
	return NULL;
}

static struct pattern *
parse_pattern(struct yaml_reader *r, const struct yaml *map)
{
	const struct yaml *node = yaml_get(map, "pattern");
	char error[PATTERN_ERROR];
	struct pattern *pattern;

	if (!node || node->kind != YAML_TEXT)
		return NULL;
	pattern = pattern_new(node->text, error);
	if (!pattern)
		yaml_fault(r, node, REFUSE_PATTERN,
			WITH(arg_text(node->text), arg_quoted(error)));
	return pattern;
}

/* ---- lists ---- */

static const struct field list_fields[] = {
	{ "title", YAML_MAP, true },
	{ "bring", YAML_TEXT, false },
	{ "whole", YAML_TEXT, false },
	{ "rows", YAML_LIST, true },
};

static const struct field row_fields[] = {
	{ "id", YAML_TEXT, false },
	{ "words", YAML_LIST, false },
	{ "pattern", YAML_TEXT, false },
	{ "hint", YAML_LIST, false },
	{ "say", YAML_MAP, false },
	{ "note", YAML_TEXT, false },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

static bool
is_list_file(const char *path)
{
	size_t n = strlen(path), skip = strlen(LISTS);

	return n > skip + 5 && strncmp(path, LISTS, skip) == 0 &&
		strcmp(path + n - 5, ".yaml") == 0 && !strchr(path + skip, '/');
}

static void
parse_words(
	struct yaml_reader *r, struct lint_row *row, const struct yaml *node)
{
	const struct yaml *words = yaml_get(node, "words");
	size_t count = yaml_count(node, "words");

	row->words = pool_array(r->pool, count, sizeof(*row->words));
	for (size_t i = 0; i < count; i++) {
		const struct yaml *word = words->items[i];
		size_t len = strlen(word->text);

		if (word->kind == YAML_TEXT && len && len <= LINT_WORD_MAX)
			row->words[row->word_count++] =
				pool_strdup(r->pool, word->text);
		else
			yaml_fault(r, word, REFUSE_VALUE,
				WITH(arg_text(word->text), arg_key("words"),
					arg_words("1 … 200")));
	}
}

static void
parse_list_row(
	struct yaml_reader *r, struct lint_list *list, const struct yaml *node)
{
	struct lint_row *row = &list->rows[list->row_count++];

	*row = (struct lint_row){ .list = list,
		.say = yaml_read_both(r, node, "say"),
		.note = yaml_read_text(r, node, "note"),
		.citation = yaml_read_text(r, node, "citation"),
		.region = yaml_read_text(r, node, "region"),
		.id = "",
		.valid = yaml_read_validity(r, node) };
	if (yaml_get(node, "id"))
		row->id = yaml_read_id(r, node, "id");
	row->pattern = parse_pattern(r, node);
	parse_words(r, row, node);
	if (!yaml_get(node, "pattern") == !yaml_count(node, "words"))
		yaml_fault(r, node, REFUSE_KEY_MISSING,
			WITH(arg_words("words | pattern")));
}

static void
parse_list(struct lint_parsing *p, const struct library_file *f)
{
	struct lint_list *list = &p->out->lists[p->out->list_count++];
	struct yaml_reader r = { p->pool, p->faults, f->path };
	size_t skip = strlen(LISTS);
	struct yaml *root;
	size_t rows;

	*list = (struct lint_list){ .name = pool_strndup(p->pool,
					    f->path + skip,
					    strlen(f->path) - skip - 5),
		.title = BOTH("", "") };
	root = parse_yaml(p, f);
	if (!root || !yaml_read_map(&r, root, list_fields, COUNT(list_fields)))
		goto out;
	list->title = yaml_read_both(&r, root, "title");
	list->bring = yaml_read_bool(&r, root, "bring");
	list->whole = yaml_read_bool(&r, root, "whole");
	rows = yaml_count(root, "rows");
	list->rows = pool_array(p->pool, rows, sizeof(*list->rows));
	for (size_t i = 0; i < rows; i++) {
		const struct yaml *node = yaml_get(root, "rows")->items[i];

		if (yaml_read_map(&r, node, row_fields, COUNT(row_fields)))
			parse_list_row(&r, list, node);
	}
out:
	yaml_tree_free(root);
}

/* The units of organs.yaml are a list too: each is called by its titles and
 * its names. The file's shape is domain/library/rules_tiers.c's to check. */
static void
parse_organ(
	struct yaml_reader *r, struct lint_list *list, const struct yaml *node)
{
	struct lint_row *row = &list->rows[list->row_count++];
	struct both title = yaml_read_both(r, node, "title");
	size_t more = yaml_count(node, "names");

	*row = (struct lint_row){ .list = list,
		.say = BOTH("", ""),
		.note = "",
		.region = "",
		.id = yaml_read_id(r, node, "id"),
		.citation = yaml_read_text(r, node, "citation"),
		.words = pool_array(r->pool, more + 2, sizeof(*row->words)),
		.valid = { 0, INT64_MAX } };
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (*title.in[lang] && strlen(title.in[lang]) <= LINT_WORD_MAX)
			row->words[row->word_count++] = title.in[lang];
	for (size_t i = 0; i < more; i++) {
		const char *word = yaml_get(node, "names")->items[i]->text;

		if (*word && strlen(word) <= LINT_WORD_MAX)
			row->words[row->word_count++] =
				pool_strdup(r->pool, word);
	}
}

static void
parse_organs(struct lint_parsing *p, const struct library_file *f)
{
	struct lint_list *list = &p->out->lists[p->out->list_count++];
	struct yaml_reader r = { p->pool, p->faults, f->path };
	struct yaml *root = parse_yaml(p, f);
	size_t rows = yaml_count(root, "organs");

	*list = (struct lint_list){ .name = "organs",
		.title = BOTH("Units", "单位"),
		.bring = true,
		.rows = pool_array(p->pool, rows, sizeof(*list->rows)) };
	for (size_t i = 0; i < rows; i++)
		parse_organ(&r, list, yaml_get(root, "organs")->items[i]);
	yaml_tree_free(root);
}

static int
lists_by_name(const void *a, const void *b)
{
	const struct lint_list *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void
parse_lists(struct lint_parsing *p)
{
	size_t lists = 0;
	const struct library_file *organs;

	for (size_t i = 0; i < p->file_count; i++)
		lists += is_list_file(p->files[i].path);
	organs = parse_find_file(p, "rules/organs.yaml");
	lists += organs != NULL;
	p->out->lists = pool_array(p->pool, lists, sizeof(*p->out->lists));
	if (organs)
		parse_organs(p, organs);
	for (size_t i = 0; i < p->file_count; i++)
		if (is_list_file(p->files[i].path))
			parse_list(p, &p->files[i]);
	if (lists)
		qsort(p->out->lists, lists, sizeof(*p->out->lists),
			lists_by_name);
	for (size_t i = 0; i < lists; i++)
		for (size_t k = 0; k < p->out->lists[i].row_count; k++)
			p->out->lists[i].rows[k].list = &p->out->lists[i];
}

/* ---- rules ---- */

static const struct field rule_fields[] = {
	{ "id", YAML_TEXT, true },
	{ "severity", YAML_TEXT, true },
	{ "gate", YAML_TEXT, true },
	{ "reads", YAML_LIST, true },
	{ "kinds", YAML_LIST, false },
	{ "mode", YAML_TEXT, false },
	{ "levels", YAML_LIST, false },
	{ "classes", YAML_LIST, false },
	{ "match", YAML_MAP, true },
	{ "suspendable", YAML_TEXT, false },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
	{ "what", YAML_MAP, true },
	{ "mend", YAML_MAP, true },
};

static const struct field match_fields[] = {
	{ "words", YAML_TEXT, false },
	{ "pattern", YAML_TEXT, false },
	{ "hint", YAML_LIST, false },
	{ "check", YAML_TEXT, false },
	{ "list", YAML_TEXT, false },
	{ "except", YAML_TEXT, false },
	{ "limit", YAML_TEXT, false },
};

static const struct lint_list *
parse_list_name(struct lint_parsing *p, struct yaml_reader *r,
	const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);
	const struct lint_list *list;

	if (!node || node->kind != YAML_TEXT)
		return NULL;
	list = lint_list_named(p->out, node->text);
	if (!list)
		yaml_fault(r, node, REFUSE_VALUE,
			WITH(arg_text(node->text), arg_key(key),
				arg_words(LISTS "NAME.yaml")));
	return list;
}

static lint_check *
parse_check(struct yaml_reader *r, const struct yaml *map)
{
	const struct yaml *node = yaml_get(map, "check");
	struct buf known;
	lint_check *check;

	if (!node || node->kind != YAML_TEXT)
		return NULL;
	check = lint_check_named(node->text);
	if (check)
		return check;
	buf_init(&known, KNOWN_MAX);
	lint_check_names(&known);
	yaml_fault(r, node, REFUSE_VALUE,
		WITH(arg_text(node->text), arg_key("check"),
			arg_words(known.data)));
	buf_release(&known);
	return NULL;
}

static void
parse_match(struct lint_parsing *p, struct yaml_reader *r,
	struct lint_rule *rule, const struct yaml *node)
{
	const struct yaml *map = yaml_get(node, "match");
	int ways;

	if (!map || map->kind != YAML_MAP ||
		!yaml_read_map(r, map, match_fields, COUNT(match_fields)))
		return;
	ways = !!yaml_get(map, "words") + !!yaml_get(map, "pattern") +
		!!yaml_get(map, "check");
	if (ways != 1)
		yaml_fault(r, map, REFUSE_KEY_MISSING,
			WITH(arg_words("words | pattern | check")));
	rule->words = parse_list_name(p, r, map, "words");
	rule->pattern = parse_pattern(r, map);
	rule->check = parse_check(r, map);
	rule->list = parse_list_name(p, r, map, "list");
	rule->except = parse_list_name(p, r, map, "except");
	rule->limit = yaml_read_int(r, map, "limit", 0, 100000000, 0);
}

/* One row of an id for each region. */
static bool
rule_is_twice(const struct lint_rules *r, const struct lint_rule *rule)
{
	for (size_t i = 0; i < r->rule_count; i++)
		if (strcmp(r->rules[i].id, rule->id) == 0 &&
			strcmp(r->rules[i].region, rule->region) == 0 &&
			r->rules[i].valid.until >= rule->valid.from &&
			rule->valid.until >= r->rules[i].valid.from)
			return true;
	return false;
}

static void
parse_rule(
	struct lint_parsing *p, struct yaml_reader *r, const struct yaml *node)
{
	struct lint_rule rule = {
		.id = yaml_read_id(r, node, "id"),
		.severity = (enum severity)yaml_read_word(r, node, "severity",
			severity_word_at, SEVERITY_COUNT, SEVERITY_WARN),
		.gate = (enum gate)yaml_read_word(r, node, "gate", gate_word_at,
			GATE_COUNT, GATE_WORDING),
		.parts = yaml_read_set(
			r, node, "reads", part_word_at, PART_COUNT, 0),
		.kinds = yaml_read_set(
			r, node, "kinds", kind_word_at, KIND_COUNT, ALL_KINDS),
		.levels = yaml_read_set(r, node, "levels", level_word_at,
			LEVEL_COUNT, ALL_LEVELS),
		.classes = yaml_read_set(r, node, "classes", class_word_at,
			CLASS_COUNT, ALL_CLASSES),
		.some_kinds = yaml_get(node, "kinds") != NULL,
		.some_levels =
			yaml_get(node, "levels") || yaml_get(node, "classes"),
		.mode = (enum lint_mode)yaml_read_word(
			r, node, "mode", mode_word_at, 3, MODE_ANY),
		.suspendable = yaml_read_bool(r, node, "suspendable"),
		.citation = yaml_read_text(r, node, "citation"),
		.region = yaml_read_text(r, node, "region"),
		.valid = yaml_read_validity(r, node),
		.what = yaml_read_both(r, node, "what"),
		.mend = yaml_read_both(r, node, "mend"),
	};

	parse_match(p, r, &rule, node);
	if (rule_is_twice(p->out, &rule))
		yaml_fault(r, yaml_get(node, "id"), REFUSE_KEY_TWICE,
			WITH(arg_text(rule.id)));
	p->out->rules[p->out->rule_count++] = rule;
}

static void
parse_rules(struct lint_parsing *p)
{
	static const struct field top[] = { { "rules", YAML_LIST, true } };
	const struct library_file *f = parse_find_file(p, "rules/lint.yaml");
	struct yaml_reader r = { p->pool, p->faults, "rules/lint.yaml" };
	struct yaml *root = f ? parse_yaml(p, f) : NULL;
	size_t rows;

	if (!root || !yaml_read_map(&r, root, top, 1))
		goto out;
	rows = yaml_count(root, "rules");
	p->out->rules = pool_array(p->pool, rows, sizeof(*p->out->rules));
	for (size_t i = 0; i < rows; i++) {
		const struct yaml *node = yaml_get(root, "rules")->items[i];

		if (yaml_read_map(&r, node, rule_fields, COUNT(rule_fields)))
			parse_rule(p, &r, node);
	}
out:
	yaml_tree_free(root);
}

/* ---- contacts ---- */

static const struct field contact_fields[] = {
	{ "number", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "roles", YAML_LIST, false },
};

static void
parse_contact(
	struct lint_parsing *p, struct yaml_reader *r, const struct yaml *node)
{
	const char *number = yaml_read_text(r, node, "number");
	const struct yaml *at = yaml_get(node, "number");

	if (strspn(number, "0123456789") != strlen(number))
		yaml_fault(r, at, REFUSE_VALUE,
			WITH(arg_text(number), arg_key("number"),
				arg_words("0-9")));
	if (*number && lint_is_contact(p->out, number))
		yaml_fault(r, at, REFUSE_KEY_TWICE, WITH(arg_text(number)));
	p->out->contacts[p->out->contact_count++] =
		(struct lint_contact){ .number = number,
			.title = yaml_read_both(r, node, "title"),
			.roles = yaml_read_set(r, node, "roles", role_word_at,
				ROLE_COUNT, 0) };
}

static void
parse_contacts(struct lint_parsing *p)
{
	static const struct field top[] = { { "contacts", YAML_LIST, true } };
	static const char path[] = "rules/contacts.yaml";
	const struct library_file *f = parse_find_file(p, path);
	struct yaml_reader r = { p->pool, p->faults, path };
	struct yaml *root;
	size_t rows;

	if (!f) {
		yaml_fault(&r, NULL, REFUSE_FILE_MISSING, WITH(arg_path(path)));
		return;
	}
	root = parse_yaml(p, f);
	if (!root || !yaml_read_map(&r, root, top, 1))
		goto out;
	rows = yaml_count(root, "contacts");
	p->out->contacts = pool_array(p->pool, rows, sizeof(*p->out->contacts));
	for (size_t i = 0; i < rows; i++) {
		const struct yaml *node = yaml_get(root, "contacts")->items[i];

		if (yaml_read_map(
			    &r, node, contact_fields, COUNT(contact_fields)))
			parse_contact(p, &r, node);
	}
out:
	yaml_tree_free(root);
}

struct lint_rules *
lint_rules_parse(struct pool *pool, const struct library_file *files,
	size_t count, struct faults *faults)
{
	struct lint_parsing p = { pool_alloc(pool, sizeof(*p.out)), pool,
		faults, files, count };

	parse_lists(&p);
	parse_rules(&p);
	parse_contacts(&p);
	lint_index(p.out, pool);
	return p.out;
}
