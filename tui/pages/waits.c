/*
 * The texts of what waits, a row for each kind.
 */
#include "tui/pages/waits.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/partner.h"
#include "tui/pages/i18n.h"
#include "tui/pages/proposals.h"
#include "tui/pages/say.h"

const char *
waits_mode(const json_t *row, bool demo)
{
	bool is = *doc_str(row, "incident") || *doc_str(row, "joint");

	return is ? say_mode(doc_str(row, "mode"), demo) : "";
}

const char *
waits_subject(const json_t *row)
{
	if (*doc_str(row, "message"))
		return doc_str(row, "message");
	if (*doc_str(row, "claim"))
		return doc_str(row, "claim");
	if (*doc_str(row, "officer"))
		return doc_str(row, "officer");
	if (*doc_str(row, "joint"))
		return doc_str(row, "joint");
	return doc_str(row, "incident");
}

static void
returned_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	fixed_cut_format(out, size, _("%s (%s): %s"), say_who(row, "by"),
		say_gate(doc_str(row, "gate"), lang), doc_str(row, "why"));
}

static void
rule_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	(void)lang;
	fixed_cut_format(out, size, _("suspend %s: %s"), doc_str(row, "rule"),
		doc_str(row, "why"));
}

static void
line_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	const char *text = doc_str(row, "why");

	(void)lang;
	fixed_cut_format(out, size, _("line %s: %s"), doc_str(row, "topic"),
		*text ? text : _("(no longer)"));
}

static void
level_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	(void)lang;
	fixed_cut_format(
		out, size, _("level or topic: %s"), doc_str(row, "why"));
}

static void
organ_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	fixed_cut(out, size, say_both(row, "why", lang));
}

static void
count_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	long n = (long)doc_int(row, "count");
	const char *ring = say_both(row, "why", lang);

	if (*ring)
		fixed_cut(out, size, ring);
	else if (doc_int(row, "overdue") > 0)
		fixed_cut_format(out, size, _("NOT DONE in time: %s"),
			say_both(row, "then", lang));
	else
		fixed_cut_format(
			out, size, say_n("%ld account", "%ld accounts", n), n);
}

const char *
say_alarm(const char *word, enum lang lang)
{
	static const struct {
		const char *word;
		struct both text;
	} alarms[] = {
		{ "stranger",
			BOTH("a post that is not ours", "非本单位所发的内容") },
		{ "changed", BOTH("a post was changed", "内容被改动") },
		{ "gone", BOTH("a post is gone", "内容消失") },
		{ "replaced",
			BOTH("nothing stands there that was known",
				"原有内容全部不见") },
		{ "leak",
			BOTH("words that may not be published",
				"含不得公开的内容") },
		{ "rule",
			BOTH("by another tool, against a rule",
				"其他工具发布，不合规则") }
	};

	for (size_t n = 0; n < sizeof(alarms) / sizeof(alarms[0]); n++)
		if (strcmp(alarms[n].word, word) == 0)
			return alarms[n].text.in[lang];
	return word;
}

/* What it was, where, and its first words. */
static void
alarm_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	long n = (long)doc_int(row, "count");
	const char *what = doc_get(row, "said")
		? say_both(row, "said", lang)
		: say_alarm(doc_str(row, "alarm"), lang);

	if (n > 1)
		fixed_cut_format(out, size, _("%s: %s (and %ld more): %s"),
			doc_str(row, "name"), what, n - 1,
			doc_str(row, "words"));
	else
		fixed_cut_format(out, size, _("%s: %s: %s"),
			doc_str(row, "name"), what, doc_str(row, "words"));
}

static void
office_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	char text[PROPOSAL_TEXT];

	proposal_text(text, row, lang);
	fixed_cut(out, size, text);
}

static void
impostor_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	fixed_cut_format(out, size, _("impostor “%s”: %s"),
		doc_str(row, "name"), say_both(row, "why", lang));
}

static void
service_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	(void)lang;
	fixed_cut_format(out, size, _("service “%s” (%s): %s"),
		doc_str(row, "name"), doc_str(row, "url"), doc_str(row, "why"));
}

static void
comment_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	long long count = doc_int(row, "count");

	if (count == 1)
		fixed_cut_format(out, size, _("comment %s: %s"),
			doc_str(row, "comment"), say_both(row, "why", lang));
	else
		fixed_cut_format(out, size,
			say_n("%lld comment: %s", "%lld comments: %s",
				(long)count),
			count, say_both(row, "why", lang));
}

static void
joint_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	(void)lang;
	fixed_cut_format(out, size, _("%s invites us:"), doc_str(row, "name"));
}

static void
lead_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	(void)lang;
	fixed_cut_format(
		out, size, _("%s asks us to lead:"), doc_str(row, "name"));
}

static void
order_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	(void)lang;
	fixed_cut_format(out, size,
		doc_bool(row, "offer")		  ? _("%s offers:")
			: doc_bool(row, "unread") ? _("%s orders, UNREAD:")
						  : _("%s orders:"),
		doc_str(row, "name"));
}

/* "East town has not read it, 010-222333 (and 2 more):" */
static void
ring_text(char *out, size_t size, const json_t *row, enum lang lang)
{
	enum order_answer state;
	long more = (long)doc_int(row, "count") - 1;
	const char *name = doc_str(row, "name"), *phone = doc_str(row, "phone");
	const char *said = order_answer_parse(&state, doc_str(row, "state"))
		? order_answer_row(state)->title.in[lang]
		: "";

	if (more > 0)
		fixed_cut_format(out, size, _("ring %s %s (%s) and %ld more:"),
			name, phone, said, more);
	else
		fixed_cut_format(
			out, size, _("ring %s %s (%s):"), name, phone, said);
}

static const struct {
	const char *what, *view;
	void (*text)(char *out, size_t size, const json_t *row, enum lang lang);
	bool of_incident; /* the view is the incident's, not the message's */
} rows[] = {
	{ "returned", "compose", returned_text, false },
	{ "draft", "compose", NULL, false },
	{ "submit", "compose", NULL, false },
	{ "resubmit", "compose", NULL, false },
	{ "suspend", "review", rule_text, false },
	{ "concur", "review", organ_text, false },
	{ "concur-ask", "review", organ_text, false },
	{ "arm", "release", NULL, false },
	{ "set", "release", NULL, false },
	{ "time", "release", NULL, false },
	{ "fire", "release", NULL, false },
	{ "relay", "release", NULL, false },
	{ "settle", "deliveries", NULL, false },
	{ "human", "deliveries", count_text, false },
	{ "proof", "deliveries", count_text, false },
	{ "readback", "deliveries", count_text, false },
	{ "unknown", "deliveries", count_text, false },
	{ "differs", "deliveries", count_text, false },
	{ "confirm", "deliveries", count_text, false },
	{ "token", "deliveries", count_text, false },
	{ "claim", "claims", NULL, true },
	{ "unanswered", "claims", NULL, true },
	{ "line", "lines", line_text, true },
	{ "level", "walk", level_text, true },
	{ "officer", "proposals", office_text, true },
	{ "library", "proposals", office_text, true },
	{ "account", "proposals", office_text, true },
	{ "clock", "proposals", office_text, true },
	{ "alarm", "accounts", alarm_text, true },
	{ "impostor", "impostors", impostor_text, true },
	{ "service", "accounts", service_text, true },
	{ "comment", "comments", comment_text, true },
	{ "volume", "proposals", office_text, true },
	{ "mirror", "proposals", office_text, true },
	{ "partner", "partners", office_text, true },
	{ "joint", "joint", joint_text, true },
	{ "lead", "joint", lead_text, true },
	{ "order", "order", order_text, true },
	{ "ring", "order", ring_text, false },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static size_t
row_of(const json_t *row)
{
	size_t n = 0;

	while (n < ROWS && strcmp(rows[n].what, doc_str(row, "what")) != 0)
		n++;
	return n;
}

void
waits_text(char out[WAITS_TEXT], const json_t *row, enum lang lang)
{
	size_t n = row_of(row);
	char why[WAITS_TEXT / 2];

	if (n == ROWS || rows[n].text == NULL) {
		fixed_cut(out, WAITS_TEXT, say_both(row, "title", lang));
		return;
	}
	rows[n].text(why, sizeof(why), row, lang);
	fixed_cut_format(out, WAITS_TEXT, "%s%s%s", why,
		*say_both(row, "title", lang) ? "  " : "",
		say_both(row, "title", lang));
}

void
waits_why(char out[WAITS_TEXT], const json_t *row, enum lang lang)
{
	size_t n = row_of(row);

	out[0] = '\0';
	if (n < ROWS && rows[n].text != NULL)
		rows[n].text(out, WAITS_TEXT, row, lang);
}

const char *
waits_view(const char **id, const json_t *row)
{
	size_t n = row_of(row);

	*id = n < ROWS && rows[n].of_incident ? doc_str(row, "incident")
					      : doc_str(row, "message");
	if (n < ROWS &&
		(rows[n].text == office_text || rows[n].text == alarm_text ||
			rows[n].text == impostor_text ||
			rows[n].text == service_text ||
			rows[n].text == comment_text))
		*id = *doc_str(row, "officer")	    ? doc_str(row, "officer")
			: *doc_str(row, "account")  ? doc_str(row, "account")
			: *doc_str(row, "partner")  ? doc_str(row, "partner")
			: *doc_str(row, "impostor") ? doc_str(row, "impostor")
			: *doc_str(row, "comment")  ? doc_str(row, "comment")
						    : rows[n].what;
	else if (n < ROWS && rows[n].of_incident && *doc_str(row, "joint"))
		*id = doc_str(row, "joint");
	return n < ROWS ? rows[n].view : "review";
}
