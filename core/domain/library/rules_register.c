/*
 * Reads rules/register.yaml. A library from before there was this file keeps
 * no register in order.
 */
#include "domain/library/register_rule.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "domain/library/rules_parse.h"
#include "domain/library/rules_scope.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { NUMBER_MAX = 10000 };

static const char *const check_words[] = {
	[REGISTER_SECOND_ACCOUNT] = "second-account",
	[REGISTER_NAME_DIFFERS] = "name-differs",
	[REGISTER_NAME_FREE] = "name-free",
	[REGISTER_OWNER_PART] = "owner-part",
	[REGISTER_OPERATOR_SIGNS] = "operator-signs",
	[REGISTER_CERTIFIED_OTHER] = "certified-other",
	[REGISTER_FEW_ADMINS] = "few-admins",
	[REGISTER_GONE_OFFICER] = "gone-officer",
	[REGISTER_CONTRACT_ENDED] = "contract-ended",
	[REGISTER_NOT_FILED] = "not-filed",
	[REGISTER_NOT_ANNOUNCED] = "not-announced",
	[REGISTER_UNKNOWN] = "unknown",
};
static_assert(COUNT(check_words) == REGISTER_CHECKS, "a word each");

static const char *const at_words[] = { [REGISTER_LISTED] = "listed",
	[REGISTER_REASON] = "reason",
	[REGISTER_REFUSED] = "refused" };
static_assert(COUNT(at_words) == REGISTER_ATS, "a word each");

static const char *const health_words[] = { [HEALTH_SILENT] = "silent",
	[HEALTH_LOGIN] = "login",
	[HEALTH_CREDENTIAL_AGE] = "credential-age",
	[HEALTH_CREDENTIAL_ENDS] = "credential-ends" };
static_assert(COUNT(health_words) == HEALTH_CHECKS, "a word each");

const char *
register_check_word(int i)
{
	return check_words[i];
}

const char *
register_at_word(int i)
{
	return at_words[i];
}

const char *
health_check_word(int i)
{
	return health_words[i];
}

const struct field rules_register_fields[12] = {
	{ "id", YAML_TEXT, true },
	{ "check", YAML_TEXT, true },
	{ "at_act", YAML_TEXT, false },
	{ "title", YAML_MAP, true },
	{ "todo", YAML_MAP, true },
	{ "number", YAML_TEXT, false },
	{ "platforms", YAML_LIST, false },
	{ "words", YAML_LIST, false },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

const struct field rules_health_fields[11] = {
	{ "id", YAML_TEXT, true },
	{ "check", YAML_TEXT, true },
	{ "note", YAML_TEXT, false },
	{ "warn", YAML_TEXT, false },
	{ "ill", YAML_TEXT, true },
	{ "todo", YAML_MAP, true },
	{ "platforms", YAML_LIST, false },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

const struct field rules_announce_fields[3] = {
	{ "playbook", YAML_TEXT, true },
	{ "platforms", YAML_LIST, false },
	{ "citation", YAML_TEXT, true },
};

static struct scoped_rows
scoped_registers(const struct rules *r)
{
	return (struct scoped_rows){ r->registers ? &r->registers->scope : NULL,
		sizeof(*r->registers), r->register_count };
}

static struct scoped_rows
scoped_healths(const struct rules *r)
{
	return (struct scoped_rows){ r->healths ? &r->healths->scope : NULL,
		sizeof(*r->healths), r->health_count };
}

void
registers_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->registers = pool_array(pool, rows, sizeof(*out->registers));
}

void
register_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct register_rule row = {
		.scope = scope_read(scoped_registers(out), r, node),
		.check = (enum register_check)yaml_read_word(r, node, "check",
			register_check_word, REGISTER_CHECKS, REGISTER_UNKNOWN),
		.at = (enum register_at)yaml_read_word(r, node, "at_act",
			register_at_word, REGISTER_ATS, REGISTER_LISTED),
		.title = yaml_read_both(r, node, "title"),
		.todo = yaml_read_both(r, node, "todo"),
		.number =
			(int)yaml_read_int(r, node, "number", 0, NUMBER_MAX, 0),
		.citation = yaml_read_text(r, node, "citation"),
	};

	row.words = yaml_texts(&row.word_count, r, node, "words");
	out->registers[i] = row;
	out->register_count = i + 1;
}

void
healths_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->healths = pool_array(pool, rows, sizeof(*out->healths));
}

void
health_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct health_rule row = {
		.scope = scope_read(scoped_healths(out), r, node),
		.check = (enum health_check)yaml_read_word(r, node, "check",
			health_check_word, HEALTH_CHECKS, HEALTH_SILENT),
		.note = (int)yaml_read_int(r, node, "note", 0, NUMBER_MAX, 0),
		.warn = (int)yaml_read_int(r, node, "warn", 0, NUMBER_MAX, 0),
		.ill = (int)yaml_read_int(r, node, "ill", 0, NUMBER_MAX, 0),
		.todo = yaml_read_both(r, node, "todo"),
		.citation = yaml_read_text(r, node, "citation"),
	};

	out->healths[i] = row;
	out->health_count = i + 1;
}

void
announce_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->announces = "";
}

void
announce_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	if (i > 0)
		yaml_fault_twice(r, node, "playbook");
	(void)yaml_read_text(r, node, "citation");
	out->announces = yaml_read_text(r, node, "playbook");
	out->announced =
		yaml_texts(&out->announced_count, r, node, "platforms");
}

const struct field rules_round_fields[3] = {
	{ "begins", YAML_TEXT, true },
	{ "minutes", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
};

void
round_start_rules(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->round = (struct round_rule){ 0 };
}

/* "02:30" to minutes, -1 if it is none. */
static int
round_clock(const char *text)
{
	int hour, minute, len = 0;

	if (sscanf(text, "%2d:%2d%n", &hour, &minute, &len) != 2 ||
		text[len] != '\0' || hour < 0 || hour > 23 || minute < 0 ||
		minute > 59)
		return -1;
	return hour * 60 + minute;
}

void
round_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	int begins = round_clock(yaml_read_text(r, node, "begins"));

	if (i > 0)
		yaml_fault_twice(r, node, "begins");
	if (begins < 0)
		yaml_fault(r, yaml_get(node, "begins"), REFUSE_SHAPE,
			WITH(arg_key("begins"),
				ARG_BOTH("a time of day, 02:00",
					"一天中的时刻，如 02:00")));
	(void)yaml_read_text(r, node, "citation");
	out->round.begins = begins < 0 ? 0 : begins;
	out->round.minutes = (int)yaml_read_int(r, node, "minutes", 1, 720, 0);
}

/* ---- asking ---- */

bool
register_rule_holds(const struct rules *r, const struct register_rule *rule,
	const char *platform, int64_t now)
{
	return scope_holds(
		scoped_registers(r), &rule->scope, r->region, platform, now);
}

bool
health_rule_holds(const struct rules *r, const struct health_rule *rule,
	const char *platform, int64_t now)
{
	return scope_holds(
		scoped_healths(r), &rule->scope, r->region, platform, now);
}

bool
register_announces(const struct rules *r, const char *platform)
{
	return r->announces != NULL && *r->announces &&
		scope_names(r->announced, r->announced_count, platform);
}
