/*
 * The table of entry kinds, and the words for their fields.
 */
#include "tui/print_entry.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "tui/i18n.h"
#include "tui/print.h"
#include "tui/say.h"

enum { FIELDS = 4 };

struct kind_row {
	const char *kind;
	const char *title;
	const char *fields[FIELDS]; /* of the body, shown in this order */
};

static const struct kind_row kinds[] = {
	{ "station.init", N_("station made"), { "unit", "zone", "setup" } },
	{ "station.started", N_("station started"), { "version" } },
	{ "station.stopped", N_("station stopped"), { NULL } },
	{ "station.clock", N_("clock stepped"), { "step_ms" } },
	{ "station.rebuilt", N_("station rebuilt"), { "from_head" } },
	{ "station.blocked", N_("leak stopped"), { "act", "target", "rule" } },
	{ "station.denied", N_("act denied"),
		{ "act", "target", "rule", "count" } },
	{ "station.library", N_("library accepted"), { "head", "playbooks" } },
	{ "record.pushed", N_("record pushed"), { "remote" } },
	{ "officer.added", N_("officer added"), { "name", "user", "roles" } },
	{ "officer.changed", N_("officer changed"),
		{ "name", "roles", "state" } },
	{ "account.added", N_("account registered"),
		{ "kind", "name", "owner" } },
	{ "account.changed", N_("account changed"),
		{ "name", "owner", "state" } },
	{ "account.sealed", N_("credential sealed"), { "key" } },
	{ "account.checked", N_("account checked"), { "ok", "detail" } },
	{ "incident.opened", N_("incident opened"), { "title", "playbook" } },
	{ "incident.closed", N_("incident closed"), { "reason" } },
	{ "incident.done", N_("clock ended by hand"), { "rule", "reason" } },
	{ "incident.learned", N_("became known since"),
		{ "level", "occurred", "reported", "found" } },
	{ "lines.set", N_("line proposed"), { "topic", "text" } },
	{ "lines.confirmed", N_("line confirmed"), { "topic", "text" } },
	{ "incident.missed", N_("deadline missed"), { "title", "due" } },
	{ "incident.prepared", N_("text made ready"), { "kind", "title" } },
	{ "claim.added", N_("claim registered"),
		{ "text", "priority", "like" } },
	{ "claim.changed", N_("claim changed"),
		{ "check", "evidence", "priority", "reason" } },
	{ "claim.verdict", N_("claim checked"),
		{ "verdict", "checker", "fact" } },
	{ "claim.answered", N_("claim answered"), { "message" } },
	{ "message.created", N_("message begun"), { "kind", "corrects" } },
	{ "message.revised", N_("revision saved"), { "revision", "title" } },
	{ "message.submitted", N_("message submitted"),
		{ "revision", "tier", "digest" } },
	{ "message.explained", N_("reason given"), { "rule", "reason" } },
	{ "rule.proposed", N_("suspension of a rule proposed"),
		{ "rule", "reason" } },
	{ "rule.suspended", N_("RULE SUSPENDED"),
		{ "rule", "proposed_by", "reason" } },
	{ "concur.asked", N_("unit asked to agree"), { "organ", "deadline" } },
	{ "concur.answered", N_("unit answered"),
		{ "organ", "answer", "who", "how" } },
	{ "message.supplemented", N_("signature supplemented"), { "late" } },
	{ "message.passed", N_("gate passed"), { "gate", "stage", "reason" } },
	{ "message.returned", N_("message returned"), { "gate", "reason" } },
	{ "message.approved", N_("message approved"), { "digest", "reason" } },
	{ "message.voided", N_("approval void"), { "why" } },
	{ "release.armed", N_("release armed"), { "expires" } },
	{ "release.prepared", N_("accounts prepared"), { "results" } },
	{ "release.disarmed", N_("release disarmed"), { "why" } },
	{ "release.fired", N_("release fired"), { "deliveries", "gaps" } },
	{ "release.halted", N_("release halted"), { NULL } },
	{ "release.ended", N_("release ended"), { NULL } },
	{ "delivery.sending", N_("sending"), { "deliveries" } },
	{ "delivery.outcome", N_("outcome"), { "results" } },
	{ "delivery.proved", N_("delivery proved"), { "url", "state" } },
	{ "delivery.settled", N_("delivery settled"),
		{ "seen", "url", "reason" } },
	{ "delivery.retried", N_("delivery retried"), { NULL } },
	{ "delivery.skipped", N_("delivery skipped"), { "reason" } },
};

static const struct kind_row *
find(const char *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return &kinds[i];
	return NULL;
}

const char *
entry_title(const char *kind)
{
	const struct kind_row *row = find(kind);

	return row ? _(row->title) : kind;
}

const char *
entry_subject(const json_t *entry)
{
	static const char *const names[] = { "claim", "delivery", "message" };
	static const char *const later[] = { "officer", "account" };
	const json_t *body = doc_get(entry, "body");

	for (size_t i = 0; i < 3; i++)
		if (*doc_str(body, names[i]))
			return doc_str(body, names[i]);
	if (*doc_str(entry, "incident"))
		return doc_str(entry, "incident");
	for (size_t i = 0; i < 2; i++)
		if (*doc_str(body, later[i]))
			return doc_str(body, later[i]);
	return "";
}

/* Texts of an array joined by commas; objects are only counted. */
static void
join(char *out, size_t size, const json_t *list)
{
	size_t n = 0, i;
	const json_t *item;

	out[0] = '\0';
	if (!json_is_string(json_array_get(list, 0)) ||
		json_array_size(list) > 12) {
		(void)snprintf(out, size, "%zu", json_array_size(list));
		return;
	}
	json_array_foreach(list, i, item)
	{
		int add = snprintf(out + n, size - n, "%s%s", i ? "," : "",
			json_string_value(item) ? json_string_value(item) : "");

		if (add < 0 || (size_t)add >= size - n)
			return;
		n += (size_t)add;
	}
}

/* Results by state: "published 7, unknown 1". */
static void
tally(char *out, size_t size, const json_t *results, enum lang lang)
{
	const char *seen[32] = { NULL };
	size_t count[32] = { 0 }, kinds_seen = 0, n = 0, i, k;
	const json_t *r;

	json_array_foreach(results, i, r)
	{
		const char *state = doc_str(r, "state");

		if (*state == '\0')
			state = doc_bool(r, "ok") ? "prepared" : "gap";
		for (k = 0; k < kinds_seen && strcmp(seen[k], state) != 0; k++)
			;
		if (k == 32)
			break;
		if (k == kinds_seen)
			seen[kinds_seen++] = state;
		count[k]++;
	}
	out[0] = '\0';
	for (k = 0; k < kinds_seen && n < size; k++) {
		int add = snprintf(out + n, size - n, "%s%s %zu", k ? ", " : "",
			say_delivery(seen[k], lang), count[k]);

		n += add > 0 ? (size_t)add : 0;
	}
}

static const char *
word_of(const char *field, const char *kind, const char *word, enum lang lang)
{
	if (strcmp(field, "gate") == 0)
		return say_gate(word, lang);
	if (strcmp(field, "stage") == 0)
		return say_stage(word, lang);
	if (strcmp(field, "kind") == 0 && strncmp(kind, "message.", 8) == 0)
		return say_kind(word, lang);
	if (strcmp(field, "state") == 0 && strncmp(kind, "delivery.", 9) == 0)
		return say_delivery(word, lang);
	return word;
}

static void
put_field(char *out, size_t size, const char *kind, const char *field,
	const json_t *value, enum lang lang, int zone)
{
	char time[PRINT_TIME];

	out[0] = '\0';
	if (json_is_string(value)) {
		(void)snprintf(out, size, "%s",
			word_of(field, kind, json_string_value(value), lang));
	} else if (json_is_boolean(value)) {
		(void)snprintf(out, size, "%s",
			json_is_true(value) ? _("yes") : _("no"));
	} else if (json_is_array(value)) {
		if (strcmp(field, "results") == 0)
			tally(out, size, value, lang);
		else
			join(out, size, value);
	} else if (json_is_integer(value)) {
		(void)snprintf(out, size,
			strcmp(field, "revision") == 0 ? _("revision %lld")
						       : "%lld",
			(long long)json_integer_value(value));
		if (strcmp(field, "expires") == 0 ||
			strcmp(field, "due") == 0) {
			print_time(time, json_integer_value(value), zone);
			(void)snprintf(out, size, "%s", time);
		}
	} else if (json_is_object(value)) {
		(void)snprintf(out, size, "%s", say_both(value, "title", lang));
	}
}

void
entry_detail(
	char *out, size_t size, const json_t *entry, enum lang lang, int zone)
{
	const char *kind = doc_str(entry, "kind");
	const struct kind_row *row = find(kind);
	const json_t *body = doc_get(entry, "body");
	size_t n = 0;

	out[0] = '\0';
	for (int i = 0; row && i < FIELDS && row->fields[i]; i++) {
		const json_t *value = doc_get(body, row->fields[i]);
		char text[400];
		int add;

		put_field(text, sizeof(text), kind, row->fields[i], value, lang,
			zone);
		if (text[0] == '\0')
			continue;
		add = snprintf(out + n, size - n, "%s%s", n ? "  " : "", text);
		if (add < 0 || (size_t)add >= size - n)
			return;
		n += (size_t)add;
	}
}

void
print_entries_done(const json_t *entries, enum lang lang, int zone)
{
	char detail[1000];
	const json_t *e;
	size_t i;

	json_array_foreach(entries, i, e)
	{
		const char *subject = entry_subject(e);

		entry_detail(detail, sizeof(detail), e, lang, zone);
		print_line("%s%s%s%s%s", entry_title(doc_str(e, "kind")),
			*subject ? " " : "", subject, *detail ? ": " : "",
			detail);
	}
}

void
print_entries_table(const json_t *entries, enum lang lang, int zone)
{
	static const char *const heads[] = { N_("entry"), N_("time"), N_("by"),
		N_("what"), N_("of"), N_("detail") };
	struct print_table *t = table_new(heads, 6, 1);
	char time[PRINT_TIME], detail[300];
	const json_t *e;
	size_t i;

	json_array_foreach(entries, i, e)
	{
		print_time(time, doc_int(e, "time"), zone);
		entry_detail(detail, sizeof(detail), e, lang, zone);
		table_cell_int(t, doc_int(e, "seq"));
		table_cell(t, time);
		table_cell(t, doc_str(e, "by"));
		table_cell(t, entry_title(doc_str(e, "kind")));
		table_cell(t, entry_subject(e));
		table_cell(t, detail);
	}
	table_print(t);
}
