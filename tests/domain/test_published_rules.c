/*
 * The rules that need figures, earlier bulletins or lines to take, against
 * cases they must find and cases they must leave alone
 * (tests/domain/cases/RULE.yaml). Prints their table: hits, misses, false
 * alarms.
 *
 * A case: kind, level, class, lang; title, text, variant, broadcast; slots;
 * figures "dead=5 missing=? injured=3~ rescued=2:reason_" (? being verified, ~
 * not verified, _ a blank); before: [{kind, ago (minutes), slots, figures,
 * text}], oldest first; lines {topic: text}; outside, what another organ
 * published `ago` (minutes, 20 if left out). It is 16:00 on 21 July 2026.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/instant.h"
#include "words/yaml.h"
#include "crier/level.h"
#include "tests/domain/library.h"

#define NOW INT64_C(1784620800000)

enum { FEWEST = 5, FIGURES = 16, BEFORE = 6, LINES = 8 };

struct laid {
	struct lint_case c;
	struct lint_field fields[24];
	struct lint_figure figures[FIGURES], told[BEFORE][FIGURES];
	struct lint_bulletin before[BEFORE];
	struct lint_line lines[LINES];
	struct lint_outside outside;
	json_t *slots, *old[BEFORE];
	char *texts[2 + BEFORE]; /* specs, cut into names and values */
	size_t text_count;
};

static const char *
text_at(const struct yaml *map, const char *key, const char *absent)
{
	const struct yaml *node = yaml_get(map, key);

	return node && node->kind == YAML_TEXT ? node->text : absent;
}

/* Cuts the spec in place. */
static size_t
lay_figures(struct laid *l, struct lint_figure *rows, const char *spec)
{
	char *p = l->texts[l->text_count++] = mem_strdup(spec);
	size_t count = 0;

	while (*p && count < FIGURES) {
		char *end = p + strcspn(p, " "), *eq, *why;
		struct lint_figure *f = &rows[count++];

		if (*end)
			*end++ = '\0';
		eq = strchr(p, '=');
		assert_non_null(eq);
		*eq++ = '\0';
		why = strchr(eq, ':');
		if (why)
			*why++ = '\0';
		for (char *c = why; c && *c; c++)
			if (*c == '_')
				*c = ' ';
		*f = (struct lint_figure){ .name = p,
			.value = *eq == '?' ? -1 : strtol(eq, NULL, 10),
			.as_of = NOW - 600000,
			.source = "县应急局",
			.reason = why ? why : "",
			.verified = *eq != '?' && !strchr(eq, '~') };
		p = end;
	}
	return count;
}

static json_t *
lay_slots(const struct yaml *map)
{
	json_t *slots = json_object();

	for (size_t i = 0; map && i < map->count; i++)
		json_object_set_new(slots, map->keys[i]->text,
			json_string(map->items[i]->text));
	return slots;
}

static void
put(struct laid *l, enum lint_part part, const char *name, const char *text,
	bool no_links)
{
	if (*text)
		l->fields[l->c.field_count++] = (struct lint_field){ part, name,
			text, strlen(text), no_links };
}

static void
lay_before(struct laid *l, const struct yaml *list)
{
	for (size_t i = 0; list && i < list->count && i < BEFORE; i++) {
		const struct yaml *item = list->items[i];
		struct lint_bulletin *b = &l->before[i];
		enum message_kind kind = KIND_TRUTH;

		assert_true(message_kind_parse(
			&kind, text_at(item, "kind", "truth")));
		l->old[i] = lay_slots(yaml_get(item, "slots"));
		*b = (struct lint_bulletin){ .id = "2026-0001/1",
			.kind = kind,
			.number = (int)i + 1,
			.released = NOW -
				strtol(text_at(item, "ago", "120"), NULL, 10) *
					60000,
			.title = "",
			.text = text_at(item, "text", ""),
			.slots = l->old[i],
			.figures = l->told[i] };
		b->figure_count = lay_figures(
			l, l->told[i], text_at(item, "figures", ""));
		l->c.earlier_count++;
	}
	l->c.earlier = l->before;
}

static void
lay(struct laid *l, const struct library *lib, const struct yaml *file,
	const struct yaml *item)
{
	const struct playbook *p = playbook_find(lib, "rainstorm-flood");
	const struct yaml *lines = yaml_get(item, "lines");
	enum incident_class class = CLASS_NATURAL;
	const char *key = NULL;
	json_t *v = NULL;

	*l = (struct laid){ .slots = lay_slots(yaml_get(item, "slots")) };
	assert_true(class_parse(&class,
		text_at(item, "class", text_at(file, "class", "natural"))));
	l->c = (struct lint_case){ .rules = lib->rules.lint,
		.fields = l->fields,
		.lang = lang_parse(text_at(item, "lang", "zh")),
		.in_incident = true,
		.level = level_parse(text_at(item, "level", "II")),
		.class_bit = 1u << class,
		.now = NOW,
		.zone = 480,
		.region = "",
		.slots = l->slots,
		.figures = l->figures,
		.figure_defs = p->figures,
		.figure_def_count = p->figure_count,
		.promise_max = 3 * 3600000,
		.lines = l->lines };
	assert_true(message_kind_parse(&l->c.kind,
		text_at(item, "kind", text_at(file, "kind", "update"))));
	l->c.figure_count =
		lay_figures(l, l->figures, text_at(item, "figures", ""));
	lay_before(l, yaml_get(item, "before"));
	for (size_t i = 0; lines && i < lines->count && i < LINES; i++)
		l->lines[l->c.line_count++] =
			(struct lint_line){ lines->keys[i]->text,
				lines->items[i]->text };
	put(l, PART_TITLE, "title", text_at(item, "title", ""), false);
	put(l, PART_TEXT, "text", text_at(item, "text", "通报。"), false);
	put(l, PART_VARIANT, "variants.weibo", text_at(item, "variant", ""),
		false);
	put(l, PART_VARIANT, "variants.radio", text_at(item, "broadcast", ""),
		true);
	put(l, PART_OUTSIDE, "outside", text_at(item, "outside", ""), false);
	l->outside = (struct lint_outside){ "市消防局",
		NOW - strtol(text_at(item, "ago", "20"), NULL, 10) * 60000 };
	l->c.outside = &l->outside;
	l->c.outside_count = *text_at(item, "outside", "") != '\0';
	json_object_foreach(l->slots, key, v)
		put(l, PART_SLOT, key, json_string_value(v), false);
}

static void
forget(struct laid *l)
{
	json_decref(l->slots);
	for (size_t i = 0; i < BEFORE; i++)
		json_decref(l->old[i]);
	for (size_t i = 0; i < l->text_count; i++)
		free(l->texts[i]);
}

static bool
finds(const struct library *lib, const struct lint_threshold *thresholds,
	const struct yaml *file, const struct yaml *item, const char *rule)
{
	struct findings found;
	struct laid l;
	bool has = false;

	lay(&l, lib, file, item);
	l.c.thresholds = thresholds;
	l.c.threshold_count = lib->rules.level_count;
	lint_run(&found, &l.c);
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *f = &found.rows[i];

		has = has || strcmp(f->rule->id, rule) == 0;
		if (f->field != SIZE_MAX)
			assert_true(f->start <= f->end &&
				f->end <= l.fields[f->field].len);
	}
	findings_release(&found);
	forget(&l);
	return has;
}

static size_t
run_list(const struct library *lib, const struct yaml *file, const char *rule,
	bool want, int *bad)
{
	const struct yaml *list = yaml_get(file, want ? "hits" : "misses");
	struct lint_threshold thresholds[64];

	for (size_t i = 0; i < lib->rules.level_count; i++)
		thresholds[i] = lib->rules.levels[i].at;
	for (size_t i = 0; list && i < list->count; i++)
		if (finds(lib, thresholds, file, list->items[i], rule) !=
			want) {
			print_message("%s, line %d: %s\n", rule,
				list->items[i]->line,
				want ? "not found" : "found without need");
			(*bad)++;
		}
	return list ? list->count : 0;
}

static int
run_file(const struct library *lib, const char *name)
{
	struct shelf_file {
		char data[64 << 10];
	} *text = mem_new(sizeof(*text));
	char path[300];
	struct yaml *file = NULL;
	struct err err;
	int missed = 0, wrong = 0;
	FILE *f;
	size_t len, hits, near;
	const char *rule;

	(void)snprintf(path, sizeof(path), "tests/domain/cases/%.200s", name);
	f = fopen(path, "rbe");
	assert_non_null(f);
	len = fread(text->data, 1, sizeof(text->data), f);
	(void)fclose(f);
	if (yaml_parse(&file, path, 1, text->data, len, &err))
		fail_msg("%s: %s", err.where, err.what);
	rule = text_at(file, "rule", "");
	hits = run_list(lib, file, rule, true, &missed);
	near = run_list(lib, file, rule, false, &wrong);
	print_message("%-6s %3zu hits, %d missed; %3zu near misses, %d false "
		      "alarms\n",
		rule, hits, missed, near, wrong);
	if (hits < FEWEST || near < FEWEST)
		fail_msg("%s: %zu hits and %zu near misses", path, hits, near);
	yaml_tree_free(file);
	free(text);
	return missed + wrong;
}

static void
rules__find_what_they_must_and_leave_the_rest(void **state)
{
	struct library *lib = shipped_library();
	struct dirent **names = NULL;
	int count = scandir("tests/domain/cases", &names, NULL, alphasort);
	int bad = 0;

	(void)state;
	assert_true(count > 2);
	for (int i = 0; i < count; i++) {
		if (names[i]->d_name[0] != '.')
			bad += run_file(lib, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	library_free(lib);
	assert_int_equal(bad, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules__find_what_they_must_and_leave_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
