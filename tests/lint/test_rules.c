/*
 * Every rule against texts it must find and texts it must leave alone
 * (tests/lint/cases/RULE.yaml), and all rules against notices as an office
 * releases them (tests/lint/clean), on which nothing may block. The same with
 * a second set, written by somebody who had not seen the rules
 * (tests/lint/heldout): what they do not manage there is known by number and
 * may only become less. Prints the table of rules: hits, misses, false alarms.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/instant.h"
#include "words/sets.h"
#include "words/yaml.h"
#include "table.h"

enum { FEWEST = 5, CLEAN_FEWEST = 60, FIGURES = 8, RULES_MAX = 200, UNITS = 8 };

struct tally {
	int hits, missed, near, wrong; /* of the cases */
	int alarms; /* findings on clean notices */
};

/* Written beside the rules, and without sight of them. */
enum set { SET_OWN, SET_HELDOUT, SET_COUNT };
static const char *const set_folders[] = { "tests/lint", "tests/lint/heldout" };

static struct tally tallies[SET_COUNT][RULES_MAX];

/* ---- a case ---- */

struct laid {
	struct lint_case c;
	struct lint_field fields[3];
	struct lint_figure figures[FIGURES];
	json_t *slots;
};

static const char *
text_at(const struct yaml *map, const char *key, const char *absent)
{
	const struct yaml *node = yaml_get(map, key);

	return node && node->kind == YAML_TEXT ? node->text : absent;
}

static void
put(struct laid *l, enum lint_part part, const char *name, const char *text)
{
	l->fields[l->c.field_count++] = (struct lint_field){
		.part = part, .name = name, .text = text, .len = strlen(text)
	};
}

static void
lay_figures(struct laid *l, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count && i < FIGURES; i++) {
		l->figures[i] =
			(struct lint_figure){ .name = map->keys[i]->text,
				.value = strtol(map->items[i]->text, NULL, 10),
				.as_of = TABLE_NOW - 600000,
				.source = "县应急局",
				.reason = "",
				.verified = true };
		l->c.figure_count++;
	}
	l->c.figures = l->figures;
}

/* `file` gives what an item does not say itself. */
static void
lay(struct laid *l, const struct yaml *file, const struct yaml *item)
{
	const char *mode = text_at(item, "mode", text_at(file, "mode", ""));
	const char *kind = text_at(item, "kind", text_at(file, "kind", ""));
	const char *part = text_at(item, "part", text_at(file, "part", "text"));
	const char *title = text_at(item, "title", text_at(file, "title", ""));
	const char *now = text_at(item, "now", "");
	const struct yaml *slots = yaml_get(item, "slots");

	*l = (struct laid){ .slots = json_object() };
	l->c = (struct lint_case){ .rules = table.rules,
		.fields = l->fields,
		.kind = KIND_COUNT,
		.lang = lang_parse(text_at(item, "lang", "zh")),
		.now = TABLE_NOW,
		.zone = 480,
		.region = "",
		.slots = l->slots };
	if (*now)
		assert_true(instant_parse(&l->c.now, now, 480));
	if (*kind)
		assert_true(message_kind_parse(&l->c.kind, kind));
	l->c.in_incident = *mode != '\0';
	l->c.class_bit = 1;
	l->c.mode = strcmp(mode, "drill") == 0 ? MODE_DRILL : MODE_ACTUAL;
	for (size_t i = 0; slots && i < slots->count; i++)
		json_object_set_new(l->slots, slots->keys[i]->text,
			json_string(slots->items[i]->text));
	lay_figures(l, yaml_get(item, "figures"));
	if (*title)
		put(l, PART_TITLE, "title", title);
	put(l,
		strcmp(part, "slot") == 0	     ? PART_SLOT
			: strcmp(part, "other") == 0 ? PART_OTHER
						     : PART_TEXT,
		"text",
		item->kind == YAML_TEXT ? item->text
					: text_at(item, "text", ""));
}

static size_t
rule_number(const char *id)
{
	for (size_t i = 0; i < lint_rules_count(table.rules); i++)
		if (strcmp(lint_rules_at(table.rules, i)->id, id) == 0)
			return i;
	fail_msg("no rule %s", id);
	return 0;
}

/* The rule itself, or, in a case that names what is wrong and knows no rows,
 * one of its parts: L-30D for L-30. */
static bool
is_of_rule(const char *id, const char *rule, enum set set)
{
	size_t n = strlen(rule);

	if (set == SET_OWN)
		return strcmp(id, rule) == 0;
	return strncmp(id, rule, n) == 0 && (id[n] < '0' || id[n] > '9');
}

static bool
finds(const struct yaml *file, const struct yaml *item, const char *rule,
	enum set set)
{
	struct findings found;
	struct laid l;
	bool has = false;

	lay(&l, file, item);
	lint_run(&found, &l.c);
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *f = &found.rows[i];

		has = has || is_of_rule(f->rule->id, rule, set);
		if (f->field == SIZE_MAX)
			continue;
		assert_true(f->start <= f->end);
		assert_true(f->end <= l.fields[f->field].len);
	}
	findings_release(&found);
	json_decref(l.slots);
	return has;
}

static size_t
run_list(const struct yaml *file, enum set set, const char *key, int *good,
	int *bad)
{
	const char *rule = text_at(file, "rule", "");
	bool want = strcmp(key, "hits") == 0;
	const struct yaml *list = yaml_get(file, key);

	for (size_t i = 0; list && i < list->count; i++) {
		const struct yaml *item = list->items[i];

		if (finds(file, item, rule, set) == want) {
			(*good)++;
			continue;
		}
		(*bad)++;
		print_message("%s%s, line %d: %s: %s\n", rule,
			set == SET_HELDOUT ? " held out" : "", item->line,
			want ? "not found" : "found without need",
			item->kind == YAML_TEXT ? item->text
						: text_at(item, "text", ""));
	}
	return list ? list->count : 0;
}

static void
run_file(const char *path, enum set set)
{
	struct yaml *file = NULL;
	struct err err;
	size_t len = 0;
	char *data = table_read(path, &len);
	const char *rule;
	struct tally *t;
	size_t hits, near;

	if (yaml_parse(&file, path, 1, data, len, &err))
		fail_msg("%s: %s", err.where, err.what);
	rule = text_at(file, "rule", "");
	t = &tallies[set][rule_number(rule)];
	hits = run_list(file, set, "hits", &t->hits, &t->missed);
	near = run_list(file, set, "misses", &t->near, &t->wrong);
	if (set == SET_OWN && (hits < FEWEST || near < FEWEST))
		fail_msg("%s: %zu hits and %zu near misses", path, hits, near);
	yaml_tree_free(file);
	free(data);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of a set's folder in order; the caller frees them. */
static char **
names_in(enum set set, const char *below, size_t *count)
{
	char folder[80];
	char **names = NULL;
	DIR *dir;

	*count = 0;
	(void)snprintf(
		folder, sizeof(folder), "%s/%s", set_folders[set], below);
	dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
		if (e->d_name[0] == '.')
			continue;
		names = mem_grow(names, (*count + 1) * sizeof(*names));
		names[(*count)++] = mem_printf("%s/%s", folder, e->d_name);
	}
	(void)closedir(dir);
	if (*count)
		qsort(names, *count, sizeof(*names), by_text);
	return names;
}

static void
free_names(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

static void
run_cases(enum set set)
{
	size_t count = 0;
	char **names = names_in(set, "cases", &count);

	for (size_t i = 0; i < count; i++)
		run_file(names[i], set);
	free_names(names, count);
}

static void
rules__find_what_they_must_and_leave_the_rest(void **state)
{
	int bad = 0;

	(void)state;
	run_cases(SET_OWN);
	for (size_t i = 0; i < RULES_MAX; i++)
		bad += tallies[SET_OWN][i].missed + tallies[SET_OWN][i].wrong;
	assert_int_equal(bad, 0);
}

/* Rules whose stories need a whole incident have tests of their own. */
static bool
is_told_elsewhere(const char *id)
{
	size_t len = 0;
	char *data = table_read("tests/lint/elsewhere.txt", &len);
	char line[80];
	bool is;

	(void)snprintf(line, sizeof(line), "\n%s ", id);
	is = strstr(data, line) != NULL;
	free(data);
	return is;
}

static void
rules__each_has_its_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < lint_rules_count(table.rules); i++) {
		const struct lint_rule *r = lint_rules_at(table.rules, i);

		if (!*r->region && !tallies[SET_OWN][i].hits &&
			!is_told_elsewhere(r->id))
			fail_msg("%s has no tests/lint/cases/%s.yaml", r->id,
				r->id);
	}
}

/* ---- clean notices ---- */

/* The units whose agreement to a clean notice is on record (agreed.txt), as
 * words that point into *data; the caller frees that. */
static size_t
agreed(enum set set, const char *name, const char **ids, size_t most,
	char **data)
{
	char path[80], head[80];
	size_t count = 0, len = 0;
	char *at;

	(void)snprintf(path, sizeof(path), "%s/agreed.txt", set_folders[set]);
	(void)snprintf(head, sizeof(head), "\n%s ", name);
	*data = table_read(path, &len);
	at = strstr(*data, head);
	if (!at)
		return 0;
	at += strlen(head);
	at[strcspn(at, "\n")] = '\0';
	for (char *next = at; *next && count < most; at = next) {
		next = at + strcspn(at, " ");
		if (*next)
			*next++ = '\0';
		ids[count++] = at;
	}
	return count;
}

/* Each of the units is missed where it has not agreed. */
static void
ask_agreement(
	struct lint_case *c, enum set set, const char *const *ids, size_t count)
{
	struct findings found;
	struct tally *t = &tallies[set][rule_number("L-36")];

	lint_run(&found, c);
	for (size_t k = 0; k < count; k++) {
		bool missed = true;

		for (size_t i = 0; i < found.count; i++)
			if (strcmp(found.rows[i].rule->id, "L-36") == 0 &&
				strcmp(found.rows[i].row->id, ids[k]) == 0)
				missed = false;
		t->missed += missed;
		t->hits += !missed;
		if (missed)
			print_message("L-36: %s not found\n", ids[k]);
	}
	findings_release(&found);
	c->concurred = ids;
	c->concurred_count = count;
}

/*
 * zh-truth-01.txt: the language and the kind; the first line is the title.
 * "other" is no kind of ours: an appeal, a notice of roadworks.
 */
static int
run_clean(const char *path, enum set set)
{
	const char *name = strrchr(path, '/') + 1;
	char kind[20] = "";
	struct findings found;
	size_t len = 0;
	int blocks = 0;
	char *data = table_read(path, &len), *text = strchr(data, '\n');
	json_t *slots = json_pack("{s:s}", "next_update", "2026-11-24 18:00");
	const char *ids[UNITS];
	char *units = NULL;
	struct lint_field fields[2];
	struct lint_case c;
	size_t count;

	assert_non_null(text);
	*text++ = '\0';
	(void)snprintf(kind, sizeof(kind), "%.*s", (int)strcspn(name + 3, "-"),
		name + 3);
	fields[0] = (struct lint_field){
		.part = PART_TITLE, .name = "title", .text = data
	};
	fields[1] = (struct lint_field){
		.part = PART_TEXT, .name = "text", .text = text
	};
	for (size_t i = 0; i < 2; i++)
		fields[i].len = strlen(fields[i].text);
	c = (struct lint_case){ .rules = table.rules,
		.fields = fields,
		.field_count = 2,
		.lang = name[0] == 'z' ? LANG_ZH : LANG_EN,
		.in_incident = true,
		.class_bit = 1,
		.now = TABLE_NOW,
		.zone = 480,
		.region = "",
		.slots = slots };
	if (!message_kind_parse(&c.kind, kind)) {
		assert_string_equal(kind, "other");
		c.kind = KIND_COUNT;
	}
	count = agreed(set, name, ids, UNITS, &units);
	ask_agreement(&c, set, ids, count);
	lint_run(&found, &c);
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *f = &found.rows[i];
		char what[300];

		tallies[set][rule_number(f->rule->id)].alarms++;
		finding_what(what, sizeof(what), f, LANG_EN);
		print_message("%s %s %s: %s [%.*s]\n", name, f->rule->id,
			severity_row(f->rule->severity)->word, what,
			f->field == SIZE_MAX ? 0 : (int)(f->end - f->start),
			f->field == SIZE_MAX
				? ""
				: fields[f->field].text + f->start);
		blocks += f->rule->severity == SEVERITY_BLOCK;
	}
	findings_release(&found);
	json_decref(slots);
	free(units);
	free(data);
	return blocks;
}

static int
run_cleans(enum set set)
{
	size_t count = 0;
	char **names = names_in(set, "clean", &count);
	int blocks = 0;

	for (size_t i = 0; i < count; i++)
		blocks += run_clean(names[i], set);
	free_names(names, count);
	print_message("%zu clean notices%s, %d blocked places\n", count,
		set == SET_HELDOUT ? " held out" : "", blocks);
	assert_true(count >= CLEAN_FEWEST);
	return blocks;
}

static void
rules__nothing_blocks_a_clean_notice(void **state)
{
	(void)state;
	assert_int_equal(run_cleans(SET_OWN), 0);
	assert_int_equal(tallies[SET_OWN][rule_number("L-36")].missed, 0);
}

/* ---- the set written without sight of the rules ---- */

static int
known(const struct yaml *file, const char *rule, const char *what)
{
	const struct yaml *row = yaml_get(yaml_get(file, "known"), rule);

	return row ? (int)strtol(text_at(row, what, "0"), NULL, 10) : 0;
}

/* One that is better than known is a fault too: the number is to be lowered. */
static int
differs(const struct yaml *file, const char *rule, const char *what, int is)
{
	int want = known(file, rule, what);

	if (is != want)
		print_message("%s: %s %d held out, known are %d\n", rule, what,
			is, want);
	return is != want;
}

static void
rules__manage_what_they_managed_on_texts_they_were_not_made_for(void **state)
{
	static const char path[] = "tests/lint/heldout/known.yaml";
	struct yaml *file = NULL;
	struct err err;
	size_t len = 0;
	int bad = 0;
	char *data = table_read(path, &len);

	(void)state;
	if (yaml_parse(&file, path, 1, data, len, &err))
		fail_msg("%s: %s", err.where, err.what);
	run_cases(SET_HELDOUT);
	bad += differs(file, "all", "blocked", run_cleans(SET_HELDOUT));
	for (size_t i = 0; i < lint_rules_count(table.rules); i++) {
		const char *id = lint_rules_at(table.rules, i)->id;
		const struct tally *t = &tallies[SET_HELDOUT][i];

		bad += differs(file, id, "missed", t->missed);
		bad += differs(file, id, "wrong", t->wrong);
		bad += differs(file, id, "alarms", t->alarms);
	}
	yaml_tree_free(file);
	free(data);
	assert_int_equal(bad, 0);
}

static void
print_row(const char *id, const char *severity, const struct tally *own,
	const struct tally *heldout)
{
	print_message("%-8s %-7s %5d %6d %5d %5d %6d | %5d %6d %5d %5d %6d\n",
		id, severity, own->hits, own->missed, own->near, own->wrong,
		own->alarms, heldout->hits, heldout->missed, heldout->near,
		heldout->wrong, heldout->alarms);
}

static void
add_up(struct tally *sum, const struct tally *t)
{
	sum->hits += t->hits;
	sum->missed += t->missed;
	sum->near += t->near;
	sum->wrong += t->wrong;
	sum->alarms += t->alarms;
}

static void
rules__print_their_table(void **state)
{
	struct tally sums[SET_COUNT] = { 0 };

	(void)state;
	print_message("%-48s | held out\n", "");
	print_message("%-8s %-7s %5s %6s %5s %5s %6s | %5s %6s %5s %5s %6s\n",
		"rule", "", "hits", "missed", "near", "wrong", "alarms", "hits",
		"missed", "near", "wrong", "alarms");
	for (size_t i = 0; i < lint_rules_count(table.rules); i++) {
		const struct lint_rule *r = lint_rules_at(table.rules, i);

		print_row(r->id, severity_row(r->severity)->word,
			&tallies[SET_OWN][i], &tallies[SET_HELDOUT][i]);
		for (int set = 0; set < SET_COUNT; set++)
			add_up(&sums[set], &tallies[set][i]);
	}
	print_row("all", "", &sums[SET_OWN], &sums[SET_HELDOUT]);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules__find_what_they_must_and_leave_the_rest),
		cmocka_unit_test(rules__each_has_its_cases),
		cmocka_unit_test(rules__nothing_blocks_a_clean_notice),
		cmocka_unit_test(
			rules__manage_what_they_managed_on_texts_they_were_not_made_for),
		cmocka_unit_test(rules__print_their_table),
	};

	return cmocka_run_group_tests(tests, table_begin, table_end);
}
