/*
 * Words for people. States come from the tables of include/crier, the rest
 * from gettext.
 */
#include "tui/pages/say.h"

#include <stdbool.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/claim.h"
#include "crier/delivery.h"
#include "crier/message.h"
#include "crier/partner.h"
#include "crier/role.h"
#include "tui/pages/i18n.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

static const int64_t day = 24 * (int64_t)HOUR;

/* Whole units only: days and hours, hours and minutes, or seconds. */
static void
span_words(char *out, size_t size, int64_t ms, bool seconds)
{
	long long d = (long long)(ms / day), h = (long long)(ms % day / HOUR);
	long long m = (long long)(ms % HOUR / MINUTE);
	long long s = (long long)(ms % MINUTE / SECOND);

	if (d > 0)
		fixed_cut_format(out, size, _("%lld d %lld h"), d, h);
	else if (h > 0)
		fixed_cut_format(out, size, _("%lld h %lld min"), h, m);
	else if (m > 0 && seconds)
		fixed_cut_format(out, size, _("%lld min %lld s"), m, s);
	else if (m > 0)
		fixed_cut_format(out, size, _("%lld min"), m);
	else
		fixed_cut_format(out, size, _("%lld s"), s);
}

void
say_countdown(char out[SAY], int64_t ms)
{
	int64_t away = ms < 0 ? -ms : ms;
	char span[SAY / 2];

	span_words(span, sizeof(span), away, away < 10 * MINUTE);
	fixed_cut_format(
		out, SAY, ms < 0 ? _("%s overdue") : _("%s left"), span);
}

int64_t
say_countdown_next(int64_t ms)
{
	int64_t away = ms < 0 ? -ms : ms, step;

	step = away <= 10 * MINUTE ? SECOND : away < day ? MINUTE : HOUR;
	/* counting down, the words change just below a whole step */
	return ms < 0 ? step - away % step : away % step + 1;
}

void
say_span(char out[SAY], int64_t ms)
{
	if (ms < SECOND)
		fixed_cut_format(out, SAY, _("%lld ms"), (long long)ms);
	else if (ms < MINUTE)
		fixed_cut_format(out, SAY, _("%lld.%lld s"),
			(long long)(ms / SECOND),
			(long long)(ms % SECOND / 100));
	else
		span_words(out, SAY, ms, true);
}

static void
say_put_time(char out[SAY], int64_t ms, int64_t now, int zone, bool seconds)
{
	struct calendar c, today;

	out[0] = '\0';
	if (ms == 0)
		return;
	instant_split(&c, ms, zone);
	instant_split(&today, now, zone);
	if (c.year != today.year)
		fixed_format(
			out, SAY, "%04d-%02d-%02d", c.year, c.month, c.day);
	else if (c.month != today.month || c.day != today.day)
		fixed_format(out, SAY, "%02d-%02d %02d:%02d", c.month, c.day,
			c.hour, c.minute);
	else if (seconds)
		fixed_format(
			out, SAY, "%02d:%02d:%02d", c.hour, c.minute, c.second);
	else
		fixed_format(out, SAY, "%02d:%02d", c.hour, c.minute);
}

void
say_time(char out[SAY], int64_t ms, int64_t now, int zone)
{
	say_put_time(out, ms, now, zone, true);
}

void
say_clock(char out[SAY], int64_t ms, int64_t now, int zone)
{
	say_put_time(out, ms, now, zone, false);
}

char *
say_change(const json_t *value, int64_t now, int zone)
{
	char at[SAY];

	if (!json_is_object(value))
		return mem_strdup(
			json_is_string(value) ? json_string_value(value) : "");
	say_clock(at, doc_int(value, "as_of"), now, zone);
	return mem_printf("%lld  %s  %s  %s",
		(long long)doc_int(value, "value"), doc_str(value, "source"),
		at,
		doc_bool(value, "verified") ? _("[x] verified")
					    : _("[ ] verified"));
}

const char *
say_who(const json_t *doc, const char *key)
{
	char name[SAY];

	fixed_cut_format(name, sizeof(name), "%s_name", key);
	return *doc_str(doc, name) ? doc_str(doc, name) : doc_str(doc, key);
}

const char *
say_both(const json_t *doc, const char *key, enum lang lang)
{
	const json_t *value = json_object_get(doc, key);
	const char *text = json_string_value(value);

	if (text)
		return text;
	text = doc_str(value, lang_word(lang));
	return *text ? text : doc_str(value, lang == LANG_ZH ? "en" : "zh");
}

const char *
say_kind(const char *word, enum lang lang)
{
	enum message_kind kind;

	return message_kind_parse(&kind, word)
		? message_kind_row(kind)->title.in[lang]
		: word;
}

static const char *
say_message_state(const char *word, enum lang lang)
{
	enum message_state state;

	return message_state_parse(&state, word)
		? message_state_row(state)->title.in[lang]
		: word;
}

const char *
say_standing(const json_t *message, enum lang lang)
{
	const char *words =
		say_both(json_object_get(message, "standing"), "short", lang);

	return *words ? words
		      : say_message_state(doc_str(message, "state"), lang);
}

const char *
say_standing_long(const json_t *message, enum lang lang)
{
	const char *words =
		say_both(json_object_get(message, "standing"), "long", lang);

	return *words ? words
		      : say_message_state(doc_str(message, "state"), lang);
}

const char *
say_latest(const json_t *incident, enum lang lang)
{
	const json_t *latest = json_object_get(incident, "latest");

	return latest ? say_standing(latest, lang) : "";
}

/* What was taken back, or is not where it should be, is a warning. */
enum style
say_standing_style(const json_t *message)
{
	static const char *const taken[] = { "returned", "halted", "correcting",
		"corrected", "withdrawing", "withdrawn" };
	const json_t *s = json_object_get(message, "standing");
	const char *is = doc_str(s, "is");

	for (size_t n = 0; n < sizeof(taken) / sizeof(taken[0]); n++)
		if (strcmp(is, taken[n]) == 0)
			return STYLE_WARN;
	if (doc_int(s, "failed") || doc_int(s, "unknown") ||
		doc_int(s, "differs"))
		return STYLE_BAD;
	return say_standing_is_out(message) ? STYLE_GOOD : STYLE_STRONG;
}

bool
say_standing_is_out(const json_t *message)
{
	const json_t *s = json_object_get(message, "standing");

	return strcmp(doc_str(s, "is"), "ended") == 0 &&
		doc_int(s, "online") > 0;
}

void
say_stop(char *out, size_t size, const json_t *stop)
{
	fixed_cut_format(out, size,
		_("%s: %s %s has the text. Ring: it must not be posted."),
		doc_str(stop, "account"), doc_str(stop, "name"),
		doc_str(stop, "phone"));
}

const char *
say_gate(const char *word, enum lang lang)
{
	enum gate gate;

	return gate_parse(&gate, word) ? gate_row(gate)->title.in[lang] : word;
}

const char *
say_stage(const char *word, enum lang lang)
{
	enum stage stage;

	return stage_parse(&stage, word) ? stage_row(stage)->title.in[lang]
					 : word;
}

const char *
say_role(const char *word, enum lang lang)
{
	enum role role;

	return role_parse(&role, word) ? role_row(role)->title.in[lang] : word;
}

const char *
say_rank(const char *word, enum lang lang)
{
	enum partner_rank rank;

	return partner_rank_parse(&rank, word)
		? partner_rank_row(rank)->title.in[lang]
		: word;
}

const char *
say_letter(const char *word, enum lang lang)
{
	enum letter_kind kind;

	return letter_kind_parse(&kind, word)
		? letter_kind_row(kind)->title.in[lang]
		: word;
}

#define SAY_CLAIM(name, type)                                                  \
	const char *say_##name(const char *word, enum lang lang)               \
	{                                                                      \
		type value;                                                    \
                                                                               \
		return name##_parse(&value, word)                              \
			? name##_row(value)->title.in[lang]                    \
			: word;                                                \
	}

SAY_CLAIM(claim_kind, enum claim_kind)
SAY_CLAIM(claim_priority, enum claim_priority)
SAY_CLAIM(claim_verdict, enum claim_verdict)
SAY_CLAIM(claim_check, enum claim_check)

const char *
say_mode(const char *word, bool demo)
{
	if (strcmp(word, "actual") == 0)
		return demo ? _("DEMO") : _("ACTUAL");
	return strcmp(word, "drill") == 0 ? _("DRILL") : word;
}

const char *
say_replaced(bool office)
{
	return office ? _("The station still runs the program that was "
			  "replaced: systemctl restart crier-station")
		      : _("The station still runs the program that was "
			  "replaced: crier station stop");
}

void
say_clock_behind(char out[SAY], int64_t entry, int zone)
{
	char time[INSTANT_TEXT];

	instant_format_plain(time, entry, zone);
	fixed_cut_format(out, SAY,
		_("The clock is behind an entry of %s: nothing is opened, "
		  "armed or fired until it is past that, or confirmed"),
		time);
}

const char *
say_connector(const char *word)
{
	static const struct {
		const char *word, *text;
	} rows[] = { { "manual", N_("by a person") },
		{ "site", N_("web site") }, { "broadcast", N_("broadcast") } };

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		if (strcmp(rows[n].word, word) == 0)
			return _(rows[n].text);
	return word;
}

const char *
say_can(const char *word, enum lang lang)
{
	static const struct {
		const char *word;
		struct both text;
	} rows[] = { { "draft", BOTH("draft", "平台草稿") },
		{ "key", BOTH("key", "防重编号") },
		{ "lookup", BOTH("lookup", "可查询") },
		{ "edit", BOTH("edit", "可修改") },
		{ "readback", BOTH("readback", "可复核") },
		{ "withdraw", BOTH("withdraw", "可撤回") },
		{ "refresh", BOTH("refresh", "令牌自动更新") },
		{ "resend", BOTH("resend", "可选重发") },
		{ "list", BOTH("list", "可读取已发内容") },
		{ "alarm", BOTH("alarm", "可作催办") },
		{ "hear", BOTH("read comments", "可读取留言") } };

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		if (strcmp(rows[n].word, word) == 0)
			return rows[n].text.in[lang];
	return word;
}

const char *
say_waits(const char *word, enum lang lang)
{
	static const struct {
		const char *word, *text;
	} rows[] = { { "submit", N_("to be submitted") },
		{ "approve", N_("to be approved") },
		{ "arm", N_("to be armed") }, { "set", N_("to be set") },
		{ "time", N_("goes at its time") },
		{ "fire", N_("to be fired") },
		{ "supplement", N_("signature due") },
		{ "resubmit", N_("void: submit again") },
		{ "human", N_("to be delivered by hand") },
		{ "returned", N_("RETURNED") }, { "draft", N_("draft") },
		{ "claim", N_("to be checked") },
		{ "unanswered", N_("unanswered") },
		{ "proof", N_("post by hand") }, { "service", N_("service") },
		{ "readback", N_("read back") },
		{ "confirm", N_("administrator to confirm") },
		{ "token", N_("new credential") },
		{ "unknown", N_("to be settled") },
		{ "differs", N_("published otherwise") },
		{ "concur-ask", N_("ask the unit") },
		{ "suspend", N_("to be confirmed") },
		{ "comment", N_("comment") }, { "line", N_("to be confirmed") },
		{ "level", N_("to be confirmed") },
		{ "officer", N_("officer change") },
		{ "library", N_("new library") },
		{ "account", N_("other account") }, { "clock", N_("clock") },
		{ "alarm", N_("ALARM") }, { "partner", N_("partner") },
		{ "joint", N_("invitation") }, { "lead", N_("lead offered") },
		{ "order", N_("joint order") }, { "mirror", N_("mirror") },
		{ "ring", N_("to be rung") }, { "concur", N_("answer due") },
		{ "impostor", N_("impostor") }, { "relay", N_("being armed") },
		{ "volume", N_("volume of letters") },
		{ "settle", N_("being delivered") } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].word, word) == 0)
			return _(rows[i].text);
	return say_stage(word, lang);
}

const char *
say_silence(const char *word)
{
	if (strcmp(word, "waits") == 0)
		return _("(the message waits for its answer)");
	return strcmp(word, "reason") == 0
		? _("(who signs may go on with a reason)")
		: "";
}

bool
say_is_late(const json_t *wait, int64_t now)
{
	return strcmp(doc_str(wait, "what"), "supplement") == 0 &&
		doc_int(wait, "supplement") &&
		doc_int(wait, "supplement") <= now;
}

const char *
say_wait(const json_t *wait, int64_t now, enum lang lang)
{
	if (say_is_late(wait, now))
		return _("! SIGN: LATE");
	/* what is out waits for nothing so simple that one word says it */
	if (strcmp(doc_str(wait, "what"), "settle") == 0 &&
		json_object_get(wait, "standing"))
		return say_standing(wait, lang);
	return say_waits(doc_str(wait, "what"), lang);
}

const char *
say_unit(const char *word, long n)
{
	if (strcmp(word, "code-points") == 0)
		return say_n("character", "characters", n);
	if (strcmp(word, "graphemes") == 0)
		return say_n("character", "characters", n);
	if (strcmp(word, "bytes") == 0)
		return say_n("byte", "bytes", n);
	if (strcmp(word, "weighted") == 0 || strcmp(word, "weibo") == 0)
		return _("weighted");
	return word;
}

struct delivery_look {
	char sign[2];
	enum style style;
};

static const struct delivery_look looks[] = {
	[DELIVERY_PLANNED] = { ".", STYLE_DIM },
	[DELIVERY_PREPARED] = { "*", STYLE_TEXT },
	[DELIVERY_GAP] = { "!", STYLE_BAD },
	[DELIVERY_DUE] = { ":", STYLE_TEXT },
	[DELIVERY_SENDING] = { ">", STYLE_STRONG },
	[DELIVERY_ACCEPTED] = { "~", STYLE_TEXT },
	[DELIVERY_PUBLISHED] = { "+", STYLE_GOOD },
	[DELIVERY_VERIFIED] = { "=", STYLE_GOOD },
	[DELIVERY_DIFFERS] = { "#", STYLE_BAD },
	[DELIVERY_RETRY] = { "^", STYLE_WARN },
	[DELIVERY_UNKNOWN] = { "?", STYLE_WARN },
	[DELIVERY_REFUSED] = { "!", STYLE_BAD },
	[DELIVERY_FAILED] = { "!", STYLE_BAD },
	[DELIVERY_HUMAN] = { "@", STYLE_WARN },
	[DELIVERY_HALTED] = { "x", STYLE_WARN },
	[DELIVERY_SKIPPED] = { "-", STYLE_DIM },
	[DELIVERY_CANCELLED] = { "-", STYLE_DIM },
};
_Static_assert(sizeof(looks) / sizeof(looks[0]) == DELIVERY_STATES, "each");

const char *
say_delivery(const char *word, enum lang lang)
{
	enum delivery_state state;

	return delivery_parse(&state, word)
		? delivery_row(state)->title.in[lang]
		: word;
}

const char *
say_delivery_of(const json_t *row, enum lang lang)
{
	static const struct both would[] = { [DELIVERY_PUBLISHED] = BOTH(
						     "would be out", "会上线"),
		[DELIVERY_VERIFIED] = BOTH("would be out", "会上线"),
		[DELIVERY_DIFFERS] = BOTH("would differ", "会不一致") };
	enum delivery_state state;

	if (strcmp(doc_str(row, "mode"), "drill") == 0 &&
		delivery_parse(&state, doc_str(row, "state")) &&
		delivery_row(state)->truth == TRUTH_YES)
		return would[state].in[lang];
	return say_delivery(doc_str(row, "state"), lang);
}

/* What only says the state once more is nothing: the relay writes in the
 * language of the station, whoever reads. */
const char *
say_delivery_detail(const json_t *row, enum lang lang)
{
	const char *detail = doc_str(row, "detail");

	(void)lang;
	for (int n = 0; n < LANG_COUNT; n++)
		if (strcmp(detail, say_delivery_of(row, (enum lang)n)) == 0)
			return "";
	return detail;
}

char *
say_address(const json_t *row)
{
	const char *url = doc_str(row, "url");
	bool drill = strcmp(doc_str(row, "mode"), "drill") == 0;

	return mem_printf(drill && *url ? _("practice: %s") : "%s", url);
}

const char *
say_delivery_sign(const char *word)
{
	enum delivery_state state;

	return delivery_parse(&state, word) ? looks[state].sign : " ";
}

enum style
say_delivery_style(const char *word)
{
	enum delivery_state state;

	return delivery_parse(&state, word) ? looks[state].style : STYLE_TEXT;
}

void
say_fault(char *out, size_t size, const char *where, const char *what,
	const char *remedy)
{
	bool place = *where && strstr(what, where) == NULL;

	fixed_cut_format(out, size, "%s%s%s%s%s", place ? where : "",
		place ? ": " : "", what, *remedy ? "  " : "", remedy);
}

void
say_digest(char out[SAY], const char *digest)
{
	if (strlen(digest) < 12)
		fixed_cut(out, SAY, digest);
	else
		fixed_cut_format(out, SAY, "%.4s %.4s %.4s", digest, digest + 4,
			digest + 8);
}

void
say_figure(char *out, size_t size, const json_t *value)
{
	long long change = (long long)doc_int(value, "change");
	char by[32] = "";

	out[0] = '\0';
	if (value == NULL)
		return;
	if (doc_get(value, "value") == NULL) {
		fixed_cut(out, size, "?");
		return;
	}
	if (change != 0)
		fixed_format(by, sizeof(by), " %+lld", change);
	fixed_cut_format(out, size, "%lld%s%s",
		(long long)doc_int(value, "value"),
		doc_bool(value, "verified") ? "" : "~", by);
}

void
say_figure_ways(char *out, size_t size, const json_t *finding)
{
	const char *figure = doc_str(finding, "figure");
	long long said = (long long)doc_int(finding, "said");
	long long known = (long long)doc_int(finding, "known");

	fixed_cut(out, size, "");
	if (*figure == '\0')
		return;
	if (doc_get(finding, "known"))
		fixed_cut_format(out, size,
			_("Either set the figure (%s=%lld) or write %lld in "
			  "the text."),
			figure, said, known);
	else
		fixed_cut_format(out, size,
			_("Either enter the figure (%s=%lld) or take the "
			  "number out."),
			figure, said);
}
