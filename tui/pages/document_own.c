/*
 * Values of documents that one key alone does not say, subject by subject.
 */
#include "tui/pages/document_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/subject.h"
#include "tui/pages/entry.h"
#include "tui/pages/i18n.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/waits.h"

/* What each is given: the eyes, the document, the value; few need all. */
#define GIVEN                                                                  \
	__attribute__((unused)) const struct look *k,                          \
		__attribute__((unused)) const json_t *d,                       \
		__attribute__((unused)) const json_t *v

enum { LIST = 600 };

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

/* What stands, or would. */
char *
own_line_words(GIVEN)
{
	return mem_strdup(
		doc_str(d, doc_bool(d, "waits") ? "proposed" : "text"));
}

/* ---- messages ---- */

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

char *
own_delivery_address(GIVEN)
{
	return say_address(d);
}

/* ---- claims ---- */

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
