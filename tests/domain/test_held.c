/*
 * The rules on sets of notices by other hands (tests/lint/held/README.md). With
 * folders as arguments it measures those and prints each row that the rules do
 * not manage; without, the set of the tree, which must be what its sum says and
 * as known.json beside them says.
 */
#include "tests/domain/held.h"

#include "base/hash.h"
#include "words/sets.h"

enum verdict { FREE, SHOWN, ASKED, STOPPED };

struct held_count {
	int rows, stopped, asked, organs; /* of clean notices */
	int plain, paraphrase, plain_missed, paraphrase_missed, only_shown;
	int told, told_stopped, told_asked, reasons; /* of histories */
	int changed, changed_found; /* figures of clean notices made wrong */
};

static struct held_count count;
static struct library *lib;
static bool talks; /* prints what is not managed */

static json_t *
held_read(const char *folder, const char *name, char sum[HASH_HEX])
{
	char path[500], line[32 << 10];
	json_t *rows = json_array();
	struct hash_stream *hash = hash_stream_new();
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "re");
	if (!f)
		fail_msg("no %s", path);
	while (f && fgets(line, sizeof(line), f)) {
		json_t *row = json_loads(line, 0, NULL);

		hash_stream_add(hash, line, strlen(line));
		if (!row)
			fail_msg("%s: not JSON: %s", path, line);
		json_array_append_new(rows, row);
	}
	(void)fclose(f);
	hash_stream_end(sum, hash);
	return rows;
}

/* ---- what the rules say of a row ---- */

/*
 * A number without a column in the set: its officer would have entered it, but
 * we are not told.
 */
static bool
has_no_column(const struct finding *f)
{
	for (size_t k = 0; f->figure && k < HELD_COLUMNS; k++)
		if (held_columns[k].role == f->figure->role)
			return false;
	return f->figure != NULL;
}

/* Another unit is named: its agreement is asked for, not a reason. */
static bool
asks_agreement(const struct finding *f)
{
	return strcmp(f->rule->id, "L-36") == 0;
}

static const char *
held_part(const struct review_findings *e, const struct finding *f)
{
	if (f->field == SIZE_MAX)
		return "";
	return e->c.fields[f->field].part == PART_TITLE ? "title" : "body";
}

static void
held_print(const json_t *row, const struct review_findings *e,
	const struct finding *f)
{
	const char *part = held_part(e, f), *text = doc_str(row, part);
	char what[300];

	if (!talks)
		return;
	finding_what(what, sizeof(what), f, LANG_ZH);
	print_message("    %s %s%s %s: %.*s\n", doc_str(row, "id"), f->rule->id,
		severity_row(f->rule->severity)->word, what,
		*part ? (int)(f->end - f->start) : 0,
		*part ? text + f->start : "");
}

static enum verdict
verdict_of(const struct finding *f)
{
	if (has_no_column(f) || asks_agreement(f))
		return FREE;
	return f->rule->severity == SEVERITY_BLOCK     ? STOPPED
		: f->rule->severity == SEVERITY_REASON ? ASKED
						       : SHOWN;
}

/* The gravest of the findings; *reasons counts rules that ask for one. */
static enum verdict
judge_row(const json_t *row, const struct review_findings *e, int *reasons)
{
	enum verdict worst = FREE;
	bool organ = false;

	for (size_t i = 0; i < e->found.count; i++) {
		const struct finding *f = &e->found.rows[i];
		enum verdict v = verdict_of(f);

		organ = organ || asks_agreement(f);
		if (v >= ASKED)
			held_print(row, e, f);
		if (v == ASKED &&
			(i == 0 || e->found.rows[i - 1].rule != f->rule))
			(*reasons)++;
		worst = v > worst ? v : worst;
	}
	count.organs += organ;
	return worst;
}

/* ---- clean notices ---- */

static void
held_lay(struct held *h, struct review_findings *e, const json_t *row)
{
	const json_t *previous = json_object_get(row, "previous");
	int64_t now = held_when(doc_str(row, "body"));

	held_open(h, lib, row, now);
	if (json_is_object(previous))
		held_tell(h, KIND_TRUTH, "", "",
			held_figures(world_playbook(&h->world), previous, NULL,
				"", now - 3 * HELD_HOUR),
			now - 3 * HELD_HOUR);
	held_lint(e, h, row, doc_str(row, "reason_for_change"));
}

static void
run_clean(const json_t *rows)
{
	json_t *row;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		struct review_findings e;
		struct held h;
		enum verdict v;
		int reasons = 0;

		held_lay(&h, &e, row);
		v = judge_row(row, &e, &reasons);
		count.rows++;
		count.stopped += v == STOPPED;
		count.asked += v == ASKED;
		review_findings_release(&e);
		held_close(&h);
	}
}

/* ---- figures made wrong ---- */

static bool
is_stopped_by(const struct review_findings *e, const char *rule)
{
	for (size_t i = 0; i < e->found.count; i++)
		if (strcmp(e->found.rows[i].rule->id, rule) == 0)
			return true;
	return false;
}

/* The same notice, and one figure of its table is seven more. */
static void
run_changed_figure(json_t *row, const char *column)
{
	json_t *figures = json_object_get(row, "figures");
	int64_t value = doc_int(figures, column);
	struct review_findings e;
	struct held h;

	doc_put_int(figures, column, value + 7);
	held_lay(&h, &e, row);
	count.changed++;
	count.changed_found += is_stopped_by(&e, "L-10");
	if (talks && !is_stopped_by(&e, "L-10"))
		print_message("    %s %s %d is not missed\n",
			doc_str(row, "id"), column, (int)value);
	doc_put_int(figures, column, value);
	review_findings_release(&e);
	held_close(&h);
}

/* Whether the grammar that leaves clean notices alone still protects. */
static void
run_changed(const json_t *rows)
{
	json_t *row;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		for (size_t k = 0; k < HELD_COLUMNS; k++)
			if (json_is_integer(json_object_get(
				    json_object_get(row, "figures"),
				    held_columns[k].column)))
				run_changed_figure(row, held_columns[k].column);
	}
}

/* ---- violations ---- */

/* What some rules say of the whole message is an answer to these. */
static bool
is_about_the_whole(const char *violation)
{
	static const char *const words[] = { "figure-mismatch", "time-fault",
		"rebuttal-without-evidence", "rumor-headline-question",
		"empty-commitment", /* and as the second set calls them */
		"figure_mismatch", "time", "rebuttal_no_evidence",
		"rumor_headline", "empty_commitment", NULL };

	return held_is_among(violation, words);
}

/* A drill without its mark is stopped at its title or first line, wherever the
 * words stand that betray it. */
static bool
lacks_drill_mark(const struct finding *f, const json_t *row)
{
	return strcmp(f->rule->id, "L-41B") == 0 && doc_bool(row, "drill") &&
		strcmp(doc_str(row, "violation"), "drill_marking") == 0;
}

/* The finding touches the words that are wrong. */
static bool
is_at_span(const struct review_findings *e, const struct finding *f,
	const json_t *row)
{
	const char *part = held_part(e, f), *text = doc_str(row, part);
	const char *span = doc_str(row, "span"), *at = strstr(text, span);
	size_t start;

	if (lacks_drill_mark(f, row))
		return true;
	if (!*part)
		return is_about_the_whole(doc_str(row, "violation"));
	if (!*span || !at)
		return false;
	start = (size_t)(at - text);
	return f->start < start + strlen(span) && f->end > start;
}

static enum verdict
judge_span(const json_t *row, const struct review_findings *e)
{
	bool others =
		strcmp(doc_str(row, "violation"), "outside-authority") == 0 ||
		strcmp(doc_str(row, "violation"), "ultra_vires") == 0;
	enum verdict worst = FREE;

	for (size_t i = 0; i < e->found.count; i++) {
		const struct finding *f = &e->found.rows[i];
		enum verdict v =
			others && asks_agreement(f) ? ASKED : verdict_of(f);

		if (is_at_span(e, f, row) && v > worst)
			worst = v;
	}
	return worst;
}

static void
count_violation(const json_t *row, enum verdict v)
{
	bool plain = strcmp(doc_str(row, "wording"), "plain") == 0;
	bool missed = v < ASKED;

	count.plain += plain;
	count.paraphrase += !plain;
	count.plain_missed += plain && missed;
	count.paraphrase_missed += !plain && missed;
	count.only_shown += v == SHOWN;
	if (missed && talks)
		print_message("    %s %s %s%s: %s\n", doc_str(row, "id"),
			doc_str(row, "violation"), doc_str(row, "wording"),
			v == SHOWN ? " (shown)" : "", doc_str(row, "span"));
}

static void
run_violations(const json_t *rows)
{
	json_t *row;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		struct review_findings e;
		struct held h;

		held_lay(&h, &e, row);
		count_violation(row, judge_span(row, &e));
		review_findings_release(&e);
		held_close(&h);
	}
}

/* ---- histories ---- */

/* What an incident has told stands before the next of its bulletins. */
static void
tell_before(struct held *h, const json_t *rows, size_t n, int64_t now)
{
	const char *incident = doc_str(json_array_get(rows, n), "incident");

	for (size_t k = 0; k < n; k++) {
		const json_t *row = json_array_get(rows, k);
		int64_t at = held_when(doc_str(row, "body"));

		if (strcmp(doc_str(row, "incident"), incident) != 0)
			continue;
		at = at < now ? at : now - HELD_HOUR;
		held_tell(h, held_kind(row), doc_str(row, "title"),
			doc_str(row, "body"),
			held_figures(world_playbook(&h->world),
				json_object_get(row, "figures"), NULL, "", at),
			at);
	}
}

static void
run_histories(const json_t *rows)
{
	json_t *row;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		int64_t now = held_when(doc_str(row, "body"));
		struct review_findings e;
		struct held h;
		enum verdict v;
		int organs = count.organs;
		char id[40];

		(void)snprintf(id, sizeof(id), "history %zu", n + 1);
		doc_put_str(row, "id", id);
		doc_put_str(row, "incident_type", doc_str(row, "incident"));
		held_open(&h, lib, row, now);
		tell_before(&h, rows, n, now);
		held_lint(&e, &h, row, doc_str(row, "reason_for_change"));
		v = judge_row(row, &e, &count.reasons);
		count.organs = organs;
		count.told++;
		count.told_stopped += v == STOPPED;
		count.told_asked += v == ASKED;
		review_findings_release(&e);
		held_close(&h);
	}
}

/* ---- the table ---- */

static int
percent(int part, int whole)
{
	return whole ? (part * 1000 + whole / 2) / whole : 0;
}

static void
held_print_count(const char *name)
{
	const struct held_count *c = &count;

	print_message("%-16s %5s %8s %7s %9s\n", "set", "rows", "stopped",
		"asked", "agreement");
	print_message("%-16s %5d %8d %7d %9d\n", name, c->rows, c->stopped,
		c->asked, c->organs);
	print_message("%-16s %5d %8d %7d   (%d reasons in all)\n",
		"  histories", c->told, c->told_stopped, c->told_asked,
		c->reasons);
	print_message("%-16s %5d %8d   (figures made wrong, and found)\n",
		"  changed", c->changed, c->changed_found);
	print_message(
		"%-16s %5s %8s %7s\n", "violations", "rows", "missed", "‰");
	print_message("%-16s %5d %8d %7d\n", "  plain", c->plain,
		c->plain_missed, percent(c->plain_missed, c->plain));
	print_message("%-16s %5d %8d %7d   (%d of all missed are shown)\n",
		"  paraphrase", c->paraphrase, c->paraphrase_missed,
		percent(c->paraphrase_missed, c->paraphrase), c->only_shown);
}

static const char *const held_files[] = { "clean.jsonl", "histories.jsonl",
	"violations.jsonl" };

/* The file is the one whose sum is written beside it. */
static void
check_sum(const char *folder, const char *name, const char *sum)
{
	char path[500], line[200], want[200];
	bool found = false;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/SHA256SUMS", folder);
	(void)snprintf(want, sizeof(want), "%s  %s\n", sum, name);
	f = fopen(path, "re");
	assert_non_null(f);
	while (f && fgets(line, sizeof(line), f))
		found = found || strcmp(line, want) == 0;
	(void)fclose(f);
	if (!found)
		fail_msg("%s/%s was changed: its sum is %s", folder, name, sum);
}

static void
measure(const char *folder, bool frozen)
{
	void (*const run[])(
		const json_t *) = { run_clean, run_histories, run_violations };

	count = (struct held_count){ 0 };
	for (size_t i = 0; i < 3; i++) {
		char sum[HASH_HEX];
		json_t *rows = held_read(folder, held_files[i], sum);

		if (frozen)
			check_sum(folder, held_files[i], sum);
		run[i](rows);
		if (i == 0)
			run_changed(rows);
		json_decref(rows);
	}
	held_print_count(folder);
}

/* ---- the sets of the tree ---- */

static void
compare_known(const char *folder, const json_t *known)
{
	const struct {
		const char *name;
		int got;
	} rows[] = {
		{ "clean_stopped", count.stopped },
		{ "clean_asked", count.asked },
		{ "histories_stopped", count.told_stopped },
		{ "histories_asked", count.told_asked },
		{ "changed_found", count.changed_found },
		{ "plain_missed", count.plain_missed },
		{ "paraphrase_missed", count.paraphrase_missed },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].got != doc_int(known, rows[i].name))
			fail_msg("%s: %s: %d, known are %d", folder,
				rows[i].name, rows[i].got,
				(int)doc_int(known, rows[i].name));
}

static void
hold_set(const char *folder)
{
	char path[200];
	json_t *known;

	(void)snprintf(path, sizeof(path), "%s/known.json", folder);
	known = json_load_file(path, 0, NULL);
	assert_non_null(known);
	measure(folder, true);
	compare_known(folder, known);
	json_decref(known);
}

static void
held__set_a_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/a");
}

static void
held__set_b_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/b");
}

static void
held__set_c_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/c");
}

static void
held__set_d_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/d");
}

static void
held__set_e_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/e");
}

static void
held__set_f_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/f");
}

static void
held__set_g_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/g");
}

static void
held__set_h_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/h");
}

static void
held__set_i_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/i");
}

static void
held__set_j_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/j");
}

static void
held__set_k_is_managed_as_known(void **state)
{
	(void)state;
	hold_set("tests/lint/held/k");
}

static int
begin(void **state)
{
	(void)state;
	lib = shipped_library();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	library_free(lib);
	return 0;
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(held__set_a_is_managed_as_known),
		cmocka_unit_test(held__set_b_is_managed_as_known),
		cmocka_unit_test(held__set_c_is_managed_as_known),
		cmocka_unit_test(held__set_d_is_managed_as_known),
		cmocka_unit_test(held__set_e_is_managed_as_known),
		cmocka_unit_test(held__set_f_is_managed_as_known),
		cmocka_unit_test(held__set_g_is_managed_as_known),
		cmocka_unit_test(held__set_h_is_managed_as_known),
		cmocka_unit_test(held__set_i_is_managed_as_known),
		cmocka_unit_test(held__set_j_is_managed_as_known),
		cmocka_unit_test(held__set_k_is_managed_as_known),
	};

	if (argc == 1)
		return cmocka_run_group_tests(tests, begin, end);
	talks = true;
	lib = shipped_library();
	for (int i = 1; i < argc; i++)
		measure(argv[i], false);
	library_free(lib);
	return 0;
}
