/*
 * Values of documents that one key alone does not say, subject by subject.
 */
#include "tui/pages/document_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "crier/delivery.h"
#include "crier/subject.h"
#include "tui/pages/entry.h"
#include "tui/pages/i18n.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/typed.h"
#include "tui/pages/waits.h"

/* What each is given: the eyes, the document, the value; few need all. */
#define GIVEN                                                                  \
	__attribute__((unused)) const struct look *k,                          \
		__attribute__((unused)) const json_t *d,                       \
		__attribute__((unused)) const json_t *v

enum { LIST = 600, MINUTE = 60000 };

static char *
pick(bool first, const char *a, const char *b)
{
	return mem_strdup(first ? a : b);
}

/* ---- the office ---- */

char *
own_key_kind(GIVEN)
{
	const char *line = doc_str(d, "key");

	return mem_printf("%.*s", (int)strcspn(line, " "), line);
}

/* Has the relay said of the box in use that its key opens it? */
char *
own_account_held(GIVEN)
{
	const char *sealed = doc_str(d, "sealed");

	if (!json_is_true(v))
		return mem_strdup(_("none"));
	return pick(*sealed && strcmp(sealed, doc_str(d, "opened")) == 0,
		_("sealed, and the relay can open it"),
		_("sealed; not known whether the relay can open it"));
}

char *
own_account_health(GIVEN)
{
	bool ok = doc_bool(d, "ok");

	if (strcmp(doc_str(d, "state"), "closed") == 0)
		return mem_strdup(_("out of use"));
	if (doc_get(d, "identity") != NULL)
		return mem_strdup(_("ANOTHER ACCOUNT"));
	if (doc_int(d, "checked") == 0)
		return mem_strdup(_("not checked"));
	if (ok && json_is_false(doc_get(d, "proven")))
		return mem_strdup(_("not proven"));
	return pick(ok, _("good"), _("FAILED"));
}

char *
own_account_limit(GIVEN)
{
	long long limit = (long long)json_integer_value(v);

	const char *why = doc_str(d, "citation");

	return limit <= 0 ? mem_strdup("")
			  : mem_printf("%lld %s%s%s", limit,
				    say_unit(doc_str(d, "unit"), (long)limit),
				    *why ? "  " : "", why);
}

/* The day alone. */
char *
own_day(GIVEN)
{
	char text[TYPED_TIME];

	if (!json_is_integer(v))
		return mem_strdup("");
	typed_format(text, json_integer_value(v), k->zone);
	return mem_printf("%.10s", text);
}

/* "folder = /srv/www", a line each. */
char *
own_account_options(GIVEN)
{
	char *all = mem_strdup(""), *longer;
	const char *key;
	json_t *value;

	json_object_foreach(doc_borrow(v), key, value)
	{
		longer = mem_printf("%s%s%s = %s", all, *all ? "\n" : "", key,
			json_string_value(value) ? json_string_value(value)
						 : "");
		free(all);
		all = longer;
	}
	return all;
}

/* What a slot is for, and the words to choose from. */
char *
own_slot_help(GIVEN)
{
	char *text = mem_strdup(say_both(d, "help", k->lang)), *longer;
	json_t *choice;
	size_t i;

	json_array_foreach(doc_get(d, "choices"), i, choice)
	{
		longer = mem_printf("%s%s%s %s", text, i ? "; " : " = ",
			doc_str(choice, "word"),
			say_both(choice, "text", k->lang));
		free(text);
		text = longer;
	}
	return text;
}

/* ---- incidents ---- */

char *
own_mode(GIVEN)
{
	return mem_strdup(say_mode(doc_str(d, "mode"), k->demo));
}

/* Late, or a drill: the sign before how much time is left. */
char *
own_due_sign(GIVEN)
{
	if (doc_int(d, "due") != 0 && doc_int(d, "due") < k->now)
		return mem_strdup("!");
	return pick(strcmp(doc_str(d, "mode"), "drill") == 0, "-", " ");
}

/* An older station tells only how many messages there are. */
char *
own_incident_newest(GIVEN)
{
	long n = (long)doc_int(d, "messages");

	if (v != NULL)
		return mem_strdup(say_latest(d, k->lang));
	return n == 0
		? mem_strdup(_("no message yet"))
		: mem_printf(say_n("%lld msg", "%lld msgs", n), (long long)n);
}

char *
own_incident_claims(GIVEN)
{
	long n = (long)json_integer_value(v);

	return n <= 0 ? mem_strdup("")
		      : mem_printf(say_n("%ld claim", "%ld claims", n), n);
}

/* What stands, or would. */
char *
own_line_words(GIVEN)
{
	return mem_strdup(
		doc_str(d, doc_bool(d, "waits") ? "proposed" : "text"));
}

/* "/4" of 2026-0012/4, "c3" of 2026-0012/c3. */
static char *
number_of(const char *id)
{
	const char *slash = strchr(id, '/');

	return mem_strdup(slash == NULL	  ? ""
			: slash[1] == 'c' ? slash + 1
					  : slash);
}

char *
own_number(GIVEN)
{
	return number_of(json_is_string(v) ? json_string_value(v) : "");
}

char *
own_figure_changes(GIVEN)
{
	char text[LIST] = "", one[SAY];
	json_t *change;
	size_t i;

	json_array_foreach(doc_borrow(v), i, change)
	{
		fixed_cut_format(one, SAY, "%s %lld (%+lld)",
			say_both(change, "label", k->lang),
			(long long)doc_int(change, "value"),
			(long long)doc_int(change, "change"));
		(void)say_add(text, sizeof(text), "  ", one);
	}
	return mem_strdup(text);
}

/* Of bulletins that ended the same deadline again and again. */
char *
own_times(GIVEN)
{
	long long times = (long long)json_integer_value(v);

	return times > 1 ? mem_printf(" x%lld", times) : mem_strdup("");
}

/* What is to be said of a step, once where the kind of its message and its
 * own title are one word. */
char *
own_step_line(GIVEN)
{
	char *number = number_of(doc_str(d, "message")), *line;
	const char *clock = say_both(d, "clock", k->lang);
	const char *title = say_both(d, "title", k->lang);

	if (strcmp(title, say_kind(doc_str(d, "kind"), k->lang)) == 0)
		title = "";
	line = mem_printf("%s%s%s%s%s", number, *number ? "  " : "", title,
		*clock && *title ? "  " : "", clock);
	free(number);
	return line;
}

/* A key is named to those alone who may use it. */
char *
own_clock_ends(GIVEN)
{
	return pick(doc_bool(d, "by_hand") && !doc_bool(d, "others"),
		_("D ends it"), "");
}

char *
own_step_side(GIVEN)
{
	if (doc_get(d, "of"))
		return own_message_where(k, d, v);
	if (*doc_str(d, "kind") == '\0')
		return pick(doc_bool(d, "others"), _("to be ticked"),
			_("D ticks it"));
	return pick(strcmp(doc_str(d, "is"), "next") == 0, _("the next one"),
		_("not begun"));
}

/* ---- messages ---- */

/* Where the message of a row stands, or what it waits for. */
char *
own_message_where(GIVEN)
{
	const json_t *of = doc_get(d, "of");
	const char *state = doc_str(of, "state"), *waits = doc_str(of, "waits");
	int64_t signature = doc_int(of, "supplement");

	if (of == NULL)
		return mem_strdup("");
	if (signature)
		return pick(signature <= k->now, _("! SIGN: LATE"),
			_("signature due"));
	if ((strcmp(state, "review") == 0 && *waits) ||
		strcmp(waits, "resubmit") == 0)
		return mem_printf(_("waits: %s"), say_waits(waits, k->lang));
	return mem_strdup(say_standing(of, k->lang));
}

/* ---- deliveries ---- */

char *
own_delivery_kind(GIVEN)
{
	return mem_strdup(say_connector(doc_str(d, "kind")));
}

char *
own_delivery_sign(GIVEN)
{
	return mem_strdup(say_delivery_sign(doc_str(d, "state")));
}

/* For how long it has asked for a person: a unit less than a countdown, since
 * who waits need not see it run. */
char *
own_delivery_since(GIVEN)
{
	int64_t ms = k->now - json_integer_value(v);
	long long min = (long long)(ms / MINUTE);
	enum delivery_state state;
	char span[SAY];

	if (json_integer_value(v) == 0 || ms < 0 ||
		!delivery_parse(&state, doc_str(d, "state")) ||
		(state != DELIVERY_UNKNOWN && state != DELIVERY_DIFFERS &&
			state != DELIVERY_HUMAN))
		return mem_strdup("");
	if (min == 0)
		fixed_cut_format(span, SAY, _("%lld s"), (long long)ms / 1000);
	else if (min < 60)
		fixed_cut_format(span, SAY, _("%lld min"), min);
	else
		fixed_cut_format(
			span, SAY, _("%lld h %lld min"), min / 60, min % 60);
	return mem_printf(_("for %s"), span);
}

char *
own_delivery_address(GIVEN)
{
	return say_address(d);
}

/* ---- claims ---- */

char *
own_claim_age(GIVEN)
{
	int64_t age = k->now - json_integer_value(v);
	long minutes = age > 0 ? (long)(age / MINUTE) : 0;

	if (minutes < 120)
		return mem_printf(_("%ld min"), minutes);
	if (minutes < 48 * 60)
		return mem_printf(_("%ld h"), minutes / 60);
	return mem_printf(_("%ld days"), minutes / 1440);
}

char *
own_claim_line(GIVEN)
{
	char text[LIST];

	text_printable(text, sizeof(text), doc_str(d, "text"),
		strlen(doc_str(d, "text")));
	return mem_strdup(text);
}

/* ---- the station ---- */

char *
own_replaced(GIVEN)
{
	return pick(json_is_true(v),
		say_replaced(strcmp(doc_str(d, "setup"), "office") == 0), "");
}

char *
own_clock_behind(GIVEN)
{
	char text[SAY] = "";

	if (json_integer_value(v))
		say_clock_behind(text, json_integer_value(v), k->zone);
	return mem_strdup(text);
}

char *
own_relay(GIVEN)
{
	return mem_printf("%s %s, %s %s", say_mode("actual", k->demo),
		doc_bool(v, "actual") ? _("ready") : _("NOT THERE"),
		say_mode("drill", k->demo),
		doc_bool(v, "drill") ? _("ready") : _("NOT THERE"));
}

/* Where it stands; why it does not go on, below. */
char *
own_record(GIVEN)
{
	long long behind = (long long)doc_int(v, "behind");
	const char *head = doc_str(v, "head");

	if (behind == 0)
		return mem_printf(_("up to date, head %.12s"), head);
	return mem_printf(
		say_n("%lld entry behind, head %.12s",
			"%lld entries behind, head %.12s", (long)behind),
		behind, head);
}

char *
own_pushed(GIVEN)
{
	if (json_is_integer(v))
		return mem_printf("%lld", (long long)json_integer_value(v));
	if (json_is_object(v))
		return mem_strdup(doc_str(v, "remote"));
	return mem_strdup(
		json_is_string(v) ? json_string_value(v) : _("never"));
}

char *
own_wait_about(GIVEN)
{
	return mem_printf(
		"%s%s", doc_bool(d, "mine") ? "* " : "  ", waits_subject(d));
}

char *
own_wait_mode(GIVEN)
{
	return mem_strdup(waits_mode(d, k->demo));
}

char *
own_wait_what(GIVEN)
{
	return mem_strdup(say_wait(d, k->now, k->lang));
}

char *
own_wait_title(GIVEN)
{
	char text[WAITS_TEXT];

	waits_text(text, d, k->lang);
	return mem_strdup(text);
}

char *
own_wait_subject(GIVEN)
{
	return mem_strdup(waits_subject(d));
}

char *
own_wait_number(GIVEN)
{
	return number_of(waits_subject(d));
}

/* Who can be called, and where nobody can, what is lacking. */
char *
own_wait_ring(GIVEN)
{
	const json_t *first = json_array_get(v, 0);
	char roles[LIST];

	if (first)
		return mem_printf("%s  %s", doc_str(first, "name"),
			doc_str(first, "phone"));
	say_words(roles, sizeof(roles), doc_get(d, "roles"), ", ", say_role,
		k->lang);
	if (*roles == '\0')
		return mem_strdup("");
	return mem_printf(_("nobody is %s"), roles);
}

/* Without the reason, or the unit, that stands below it. */
char *
own_wait_head(GIVEN)
{
	bool below = doc_bool(d, "mine") &&
		strcmp(doc_str(d, "what"), "returned") == 0;

	return below || *doc_str(d, "joint")
		? mem_strdup(say_both(d, "title", k->lang))
		: own_wait_title(k, d, v);
}

char *
own_wait_why(GIVEN)
{
	char text[WAITS_TEXT];

	waits_why(text, d, k->lang);
	return mem_strdup(text);
}

char *
own_health_worst(GIVEN)
{
	(void)d;
	return mem_strdup(say_both(json_array_get(v, 0), "what", k->lang));
}

char *
own_entry_of(GIVEN)
{
	return mem_strdup(
		subject_id(doc_get(d, "body"), doc_str(d, "incident")));
}

char *
own_entry_detail(GIVEN)
{
	char text[LIST / 2];

	entry_detail(text, sizeof(text), d, k->lang, k->zone);
	return mem_strdup(text);
}
