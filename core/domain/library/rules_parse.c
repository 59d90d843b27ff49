/*
 * The files of rules/, one table of keys and one row function each; those that
 * texts are searched by are read in lint/lint_parse.c.
 */
#include "domain/library/rules_parse.h"

#include <assert.h>
#include <string.h>

#include "domain/message/message_amend.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

static const char *const from_words[] = { "occurred", "reported", "found",
	"opened", "first-release", "last-release", "promise", "created" };
static_assert(COUNT(from_words) == FROM_WORDS, "a word for each bit");

const char *
from_word_at(int i)
{
	return from_words[i];
}

/* What a file's rows are read with, and into. */
struct rules_file {
	const char *path, *key; /* the list at the top of the file */
	const struct field *fields;
	size_t field_count;
	rules_start_fn *start;
	rules_row_fn *row;
	bool optional; /* older libraries have it not */
};

static const struct field gate_fields[] = {
	{ "gate", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "roles", YAML_LIST, true },
	{ "suspends", YAML_LIST, false },
	{ "facts", YAML_TEXT, false },
	{ "attests", YAML_MAP, true },
	{ "citation", YAML_TEXT, true },
};

static void
gates_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)out;
	(void)pool;
	(void)rows;
}

static void
gate_rule_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	int gate;
	struct gate_rule rule;

	(void)i;
	gate = yaml_read_word(r, node, "gate", gate_word_at, GATE_COUNT, -1);
	rule = (struct gate_rule){
		.title = yaml_read_both(r, node, "title"),
		.attests = yaml_read_both(r, node, "attests"),
		.roles = yaml_read_set(
			r, node, "roles", role_word_at, ROLE_COUNT, 0),
		.suspends = yaml_read_set(r, node, "suspends", role_word_at,
			ROLE_COUNT,
			ROLE_BIT(ROLE_SIGNER) | ROLE_BIT(ROLE_HEAD)),
		.facts = yaml_read_bool(r, node, "facts"),
		.citation = yaml_read_text(r, node, "citation"),
	};
	if (gate < 0)
		return;
	if (out->gates[gate].citation)
		yaml_fault_twice(r, node, "gate");
	if (!yaml_count(node, "roles"))
		yaml_fault(
			r, node, REFUSE_KEY_MISSING, WITH(arg_words("roles")));
	out->gates[gate] = rule;
}

static const struct field suspension_fields[] = {
	{ "at_once", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
};

/* A library that says nothing of it allows one. */
static void
suspensions_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->suspensions = 1;
}

static void
suspension_row(struct rules *out, struct yaml_reader *r,
	const struct yaml *node, size_t i)
{
	(void)yaml_read_text(r, node, "citation");
	if (i > 0)
		yaml_fault_twice(r, node, "at_once");
	out->suspensions = (int)yaml_read_int(r, node, "at_once", 0, 20, 1);
}

static const struct field deadline_fields[] = {
	{ "id", YAML_TEXT, true }, { "title", YAML_MAP, true },
	{ "minutes", YAML_TEXT, true }, { "from", YAML_LIST, true },
	{ "kinds", YAML_LIST, false }, { "levels", YAML_LIST, false },
	{ "classes", YAML_LIST, false }, { "internal", YAML_TEXT, false },
	{ "region", YAML_TEXT, false }, { "citation", YAML_TEXT, true },
	{ "valid_from", YAML_TEXT, false }, { "valid_to", YAML_TEXT, false },
	{ "valid_until", YAML_TEXT, false }, /* its name before 0.2 */
};

static void
deadlines_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->deadlines = pool_array(pool, rows, sizeof(*out->deadlines));
}

/* An id has one row for the same province, level and day. */
static bool
is_twice(const struct rules *r, const struct deadline *row)
{
	for (size_t i = 0; i < r->deadline_count; i++) {
		const struct deadline *d = &r->deadlines[i];

		if (strcmp(d->id, row->id) == 0 &&
			strcmp(d->region, row->region) == 0 &&
			(d->levels & row->levels) &&
			(d->classes & row->classes) &&
			d->valid.until >= row->valid.from &&
			row->valid.until >= d->valid.from)
			return true;
	}
	return false;
}

static void
deadline_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct deadline row = {
		.id = yaml_read_id(r, node, "id"),
		.title = yaml_read_both(r, node, "title"),
		.minutes = (int)yaml_read_int(
			r, node, "minutes", 0, 60 * 24 * 366, 0),
		.from = yaml_read_set(
			r, node, "from", from_word_at, FROM_WORDS, 0),
		.kinds = yaml_read_set(
			r, node, "kinds", kind_word_at, KIND_COUNT, 0),
		.levels = yaml_read_set(r, node, "levels", level_word_at,
			LEVEL_COUNT, ALL_LEVELS),
		.classes = yaml_read_set(r, node, "classes", class_word_at,
			CLASS_COUNT, ALL_CLASSES),
		.internal = yaml_read_bool(r, node, "internal"),
		.region = yaml_read_text(r, node, "region"),
		.citation = yaml_read_text(r, node, "citation"),
		.valid = yaml_read_validity(r, node),
	};

	if (is_twice(out, &row))
		yaml_fault_twice(r, node, "id");
	out->deadlines[i] = row;
	out->deadline_count = i + 1;
}

/* In the order of reading: rows of a later list name those of an earlier. */
static const struct field claim_fields[] = {
	{ "same", YAML_TEXT, true },
	{ "contained", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
};

static void
claims_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->likeness = (struct claim_likeness){ 60, 90 };
}

/* The last row stands. */
static void
claim_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	(void)i;
	out->likeness = (struct claim_likeness){
		.same = (int)yaml_read_int(r, node, "same", 20, 100, 60),
		.contained =
			(int)yaml_read_int(r, node, "contained", 50, 100, 90),
	};
}

static const struct field apart_fields[] = {
	{ "role", YAML_TEXT, true },
	{ "apart_from", YAML_LIST, true },
	{ "citation", YAML_TEXT, true },
};

/* Only the rows count; a library without the file: rules_parse. */
static void
apart_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	memset(out->apart, 0, sizeof(out->apart));
}

static void
apart_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	int role = yaml_read_word(
		r, node, "role", role_word_at, ROLE_COUNT, ROLE_ADMIN);

	(void)i;
	(void)yaml_read_text(r, node, "citation");
	out->apart[role] |= yaml_read_set(
		r, node, "apart_from", role_word_at, ROLE_COUNT, 0);
}

/* Drafter and verifier: never who passes a gate, signs, sends or keeps. */
enum { ROLES_CONTRACTED = ROLE_VERIFIER + 1 };

static const struct field contractor_fields[] = {
	{ "roles", YAML_LIST, true },
	{ "citation", YAML_TEXT, true },
};

/* A library that says nothing of them holds to what Crier does. */
static void
contractors_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	if (rows > 0)
		out->contractors = 0;
}

static void
contractor_row(struct rules *out, struct yaml_reader *r,
	const struct yaml *node, size_t i)
{
	(void)i;
	(void)yaml_read_text(r, node, "citation");
	out->contractors |= yaml_read_set(
		r, node, "roles", role_word_at, ROLES_CONTRACTED, 0);
}

static const struct rules_file rules_files[] = {
	{ "rules/platforms.yaml", "platforms", rules_platform_fields,
		RULES_PLATFORM_FIELDS, platforms_start, platform_row, false },
	{ "rules/platforms.yaml", "answers", rules_answer_fields,
		RULES_ANSWER_FIELDS, answers_start, answer_row, true },
	{ "rules/gates.yaml", "gates", gate_fields, COUNT(gate_fields),
		gates_start, gate_rule_row, false },
	{ "rules/gates.yaml", "suspensions", suspension_fields,
		COUNT(suspension_fields), suspensions_start, suspension_row,
		true },
	{ "rules/roles.yaml", "apart", apart_fields, COUNT(apart_fields),
		apart_start, apart_row, true },
	{ "rules/roles.yaml", "contractors", contractor_fields,
		COUNT(contractor_fields), contractors_start, contractor_row,
		true },
	{ "rules/organs.yaml", "organs", rules_organ_fields,
		COUNT(rules_organ_fields), organs_start, organ_row, true },
	{ "rules/tiers.yaml", "topics", rules_topic_fields,
		COUNT(rules_topic_fields), topics_start, topic_row, true },
	{ "rules/tiers.yaml", "tiers", rules_tier_fields,
		COUNT(rules_tier_fields), tiers_start, tier_row, false },
	{ "rules/tiers.yaml", "choice", rules_choice_fields,
		COUNT(rules_choice_fields), choices_start, choice_row, false },
	{ "rules/deadlines.yaml", "deadlines", deadline_fields,
		COUNT(deadline_fields), deadlines_start, deadline_row, false },
	{ "rules/levels.yaml", "levels", rules_level_fields,
		COUNT(rules_level_fields), levels_start, level_row, true },
	{ "rules/partners.yaml", "partners", rules_partner_fields,
		RULES_PARTNER_FIELDS, partners_start, partner_row, true },
	{ "rules/partners.yaml", "rings", rules_ring_fields, RULES_RING_FIELDS,
		rings_start, ring_row, true },
	{ "rules/partners.yaml", "seals", rules_seal_fields, RULES_SEAL_FIELDS,
		seals_start, seal_row, true },
	{ "rules/register.yaml", "register", rules_register_fields,
		COUNT(rules_register_fields), registers_start, register_row,
		true },
	{ "rules/register.yaml", "health", rules_health_fields,
		COUNT(rules_health_fields), healths_start, health_row, true },
	{ "rules/register.yaml", "announcement", rules_announce_fields,
		COUNT(rules_announce_fields), announce_start, announce_row,
		true },
	{ "rules/register.yaml", "round", rules_round_fields,
		COUNT(rules_round_fields), round_start_rules, round_row, true },
	{ "rules/register.yaml", "watch", rules_watch_fields,
		COUNT(rules_watch_fields), watches_start, watch_row, true },
	{ "rules/register.yaml", "impostors", rules_impostor_fields,
		COUNT(rules_impostor_fields), impostors_start,
		impostor_rule_row, true },
	{ "rules/register.yaml", "warning", rules_warning_fields,
		COUNT(rules_warning_fields), warning_start, warning_row, true },
	{ "rules/register.yaml", "comments", rules_comment_fields,
		COUNT(rules_comment_fields), comments_start, comment_rule_row,
		true },
	{ "rules/register.yaml", "workdays", rules_workday_fields,
		COUNT(rules_workday_fields), workdays_start, workday_row,
		true },
	{ "rules/forms.yaml", "forms", rules_form_fields,
		COUNT(rules_form_fields), forms_start, form_row, true },
	{ "rules/selfcheck.yaml", "sample", rules_sample_fields,
		COUNT(rules_sample_fields), sample_start, sample_row, true },
	{ "rules/selfcheck.yaml", "counted", rules_counted_fields,
		COUNT(rules_counted_fields), counteds_start, counted_row,
		true },
	{ "rules/selfcheck.yaml", "veto", rules_veto_fields,
		COUNT(rules_veto_fields), vetoes_start, veto_row, true },
	{ "rules/claims.yaml", "claims", claim_fields, COUNT(claim_fields),
		claims_start, claim_row, true },
};

static const struct library_file *
file_find(const struct library_file *files, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(files[i].path, path) == 0)
			return &files[i];
	return NULL;
}

/* Every top key of a file is the list of some row of the table. */
static void
check_top(struct yaml_reader *r, const struct yaml *root)
{
	struct field fields[COUNT(rules_files)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(rules_files); i++)
		if (strcmp(rules_files[i].path, r->file) == 0)
			fields[n++] = (struct field){ rules_files[i].key,
				YAML_LIST, !rules_files[i].optional };
	yaml_read_map(r, root, fields, n);
}

static void
read_rows(struct rules *out, struct yaml_reader *r, const struct yaml *root,
	const struct rules_file *f)
{
	size_t rows = yaml_count(root, f->key);
	size_t read = 0;

	f->start(out, r->pool, rows);
	for (size_t i = 0; i < rows; i++) {
		const struct yaml *node = yaml_get(root, f->key)->items[i];

		if (yaml_read_map(r, node, f->fields, f->field_count))
			f->row(out, r, node, read++);
	}
}

static void
read_file(struct rules *out, struct pool *pool, const struct library_file *file,
	struct faults *faults)
{
	struct yaml_reader r = { pool, faults, file->path };
	struct yaml *root = NULL;
	struct err err = { 0 };

	if (yaml_parse(&root, file->path, 1, file->data, file->len, &err)) {
		faults_add_placed(faults, file->path, &err);
		return;
	}
	check_top(&r, root);
	for (size_t i = 0; i < COUNT(rules_files); i++)
		if (strcmp(rules_files[i].path, file->path) == 0)
			read_rows(out, &r, root, &rules_files[i]);
	yaml_tree_free(root);
}

/* Whose province's rows are in force: "" without a file that says so. */
static const char *
region(struct pool *pool, const struct library_file *files, size_t count,
	struct faults *faults)
{
	static const struct field fields[] = { { "region", YAML_TEXT, false } };
	static const char path[] = "rules/region.yaml";
	const struct library_file *f = file_find(files, count, path);
	struct yaml_reader r = { pool, faults, path };
	struct yaml *root = NULL;
	struct err err = { 0 };
	const char *name = "";

	if (!f)
		return name;
	if (yaml_parse(&root, path, 1, f->data, f->len, &err)) {
		faults_add_placed(faults, path, &err);
		return name;
	}
	if (yaml_read_map(&r, root, fields, COUNT(fields)))
		name = yaml_read_text(&r, root, "region");
	yaml_tree_free(root);
	return name;
}

static bool
is_rule(const struct library_file *file)
{
	size_t n = strlen(file->path);

	return strncmp(file->path, "rules/", 6) == 0 && n > 5 &&
		strcmp(file->path + n - 5, ".yaml") == 0;
}

/* sha256sum's own form over the rule files, in the order of their paths. */
static void
digest(struct rules *out, const struct library_file *files, size_t count)
{
	struct hash_stream *all = hash_stream_new();
	const char *last = "";

	for (size_t done = 0; done < count; done++) {
		const struct library_file *next = NULL;
		char hex[HASH_HEX];

		for (size_t i = 0; i < count; i++) {
			if (!is_rule(&files[i]) ||
				strcmp(files[i].path, last) <= 0)
				continue;
			if (!next || strcmp(files[i].path, next->path) < 0)
				next = &files[i];
		}
		if (!next)
			break;
		hash_hex(hex, next->data, next->len);
		hash_stream_add(all, hex, strlen(hex));
		hash_stream_add(all, "  ", 2);
		hash_stream_add(all, next->path, strlen(next->path));
		hash_stream_add(all, "\n", 1);
		last = next->path;
	}
	hash_stream_end(out->digest, all);
}

static void
check_whole(struct rules *out, struct pool *pool, struct faults *faults)
{
	struct yaml_reader gates = { pool, faults, "rules/gates.yaml" };
	struct yaml_reader tiers = { pool, faults, "rules/tiers.yaml" };
	const struct tier_row *last;

	for (int g = 0; g < GATE_COUNT; g++)
		if (!out->gates[g].citation)
			yaml_fault(&gates, NULL, REFUSE_KEY_MISSING,
				WITH(arg_words(gate_word_at(g))));
	last = out->tier_row_count ? &out->tier_rows[out->tier_row_count - 1]
				   : NULL;
	if (!last || last->kinds != ALL_KINDS || last->levels != ALL_LEVELS ||
		last->classes != ALL_CLASSES || last->topics != ALL_TOPICS)
		yaml_fault(&tiers, NULL, REFUSE_KEY_MISSING,
			WITH(arg_words("choice: {tier: …}")));
}

void
rules_parse(struct rules *out, struct pool *pool,
	const struct library_file *files, size_t count, struct faults *faults)
{
	size_t before = faults->count;

	out->apart[ROLE_ADMIN] = ROLES_CONTENT;
	out->contractors = ROLE_BIT(ROLE_DRAFTER);
	for (size_t i = 0; i < COUNT(rules_files); i++) {
		const char *path = rules_files[i].path;
		const struct library_file *f;
		struct yaml_reader r;

		if (i && strcmp(path, rules_files[i - 1].path) == 0)
			continue;
		f = file_find(files, count, path);
		r = (struct yaml_reader){ pool, faults, path };
		if (f)
			read_file(out, pool, f, faults);
		else if (!rules_files[i].optional)
			yaml_fault(&r, NULL, REFUSE_FILE_MISSING,
				WITH(arg_path(path)));
	}
	out->lint = lint_rules_parse(pool, files, count, faults);
	out->region = region(pool, files, count, faults);
	if (faults->count == before)
		check_whole(out, pool, faults);
	digest(out, files, count);
}
