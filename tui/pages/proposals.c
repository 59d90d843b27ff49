/*
 * The texts of proposals, and of what is told about the office.
 */
#include "tui/pages/proposals.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum { ROLES = 300 };

static void
say_roles(char out[ROLES], const json_t *row, const char *key, enum lang lang)
{
	say_words(out, ROLES, doc_get(row, key), _(", "), say_role, lang);
	if (*out == '\0')
		fixed_cut(out, ROLES, _("none"));
}

/* Whether they would be a contractor, where that changes. */
static void
say_employer(char out[ROLES], const json_t *row)
{
	const char *now = doc_str(row, "employer");

	out[0] = '\0';
	if (doc_get(row, "employer") == NULL)
		return;
	fixed_cut_format(out, ROLES,
		*now ? _(", as a contractor of %s")
		     : _(", as one of the office's own"),
		now);
}

static void
say_account(char out[PROPOSAL_TEXT], const json_t *row)
{
	fixed_cut_format(out, PROPOSAL_TEXT,
		_("account %s (%s): on its platform it is %s now, and was %s; "
		  "its credential or address was set by %s"),
		doc_str(row, "account"), doc_str(row, "name"),
		doc_str(row, "who"), doc_str(row, "was"), say_who(row, "by"));
}

/* Whom to ring, where it takes a call. */
static void
say_partner(char out[PROPOSAL_TEXT], const json_t *row, enum lang lang)
{
	const char *name = doc_str(row, "name"), *rank = doc_str(row, "rank");

	if (doc_bool(row, "call"))
		fixed_cut_format(out, PROPOSAL_TEXT,
			doc_bool(row, "new")
				? _("partner %s (%s): ring %s and have the "
				    "fingerprint read")
				: _("new card of partner %s (%s): ring its "
				    "registered number and have the "
				    "fingerprint read"),
			name,
			doc_bool(row, "new") ? say_rank(rank, lang)
					     : doc_str(row, "partner"),
			doc_str(row, "phone"));
	else
		fixed_cut_format(out, PROPOSAL_TEXT,
			doc_bool(row, "again")
				? _("partner %s, which was stopped, is to "
				    "speak "
				    "again")
				: _("partner %s is to be changed"),
			name);
}

void
proposal_text(char out[PROPOSAL_TEXT], const json_t *row, enum lang lang)
{
	const char *print = doc_str(row, "fingerprint");
	char had[ROLES], gives[ROLES], employer[ROLES];
	long n = (long)doc_int(row, "count");

	if (strcmp(doc_str(row, "what"), "library") == 0) {
		fixed_cut_format(out, PROPOSAL_TEXT,
			say_n("library %.12s, %ld change%s",
				"library %.12s, %ld changes%s", n),
			doc_str(row, "head"), n,
			doc_bool(row, "less")
				? _("; it may ask for less: a signer confirms")
				: "");
		return;
	}
	if (strcmp(doc_str(row, "what"), "account") == 0) {
		say_account(out, row);
		return;
	}
	if (strcmp(doc_str(row, "what"), "partner") == 0) {
		say_partner(out, row, lang);
		return;
	}
	if (strcmp(doc_str(row, "what"), "mirror") == 0) {
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("mirror %s: the record is to be copied to %s; "
			  "whoever has it reads everything"),
			doc_str(row, "mirror"), doc_str(row, "address"));
		return;
	}
	if (strcmp(doc_str(row, "what"), "clock") == 0) {
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("the machine's clock is kept from outside, says %s: "
			  "%s"),
			say_who(row, "by"), doc_str(row, "kept_by"));
		return;
	}
	if (strcmp(doc_str(row, "what"), "volume") == 0) {
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("our own letters are back as far as they can be had, "
			  "says %s: %s"),
			say_who(row, "by"), doc_str(row, "reason"));
		return;
	}
	say_roles(had, row, "had", lang);
	say_roles(gives, row, "gives", lang);
	say_employer(employer, row);
	fixed_cut_format(out, PROPOSAL_TEXT,
		*print ? _("%s (%s): has %s; would have %s%s; would log in "
			   "with the key %s (ask them whether it is theirs)")
		       : _("%s (%s): has %s; would have %s%s"),
		doc_str(row, "name"),
		*doc_str(row, "user") ? doc_str(row, "user")
				      : doc_str(row, "officer"),
		had, gives, employer, print);
}

void
proposal_change(char out[PROPOSAL_TEXT], const json_t *change, enum lang lang)
{
	const char *was = doc_str(change, "was"), *now = doc_str(change, "now");
	const char *at = doc_str(change, "at");

	fixed_cut_format(out, PROPOSAL_TEXT, "%s %s: %s%s%s%s%s%s%s",
		doc_bool(change, "less") ? "!" : " ",
		say_both(change, "title", lang), doc_str(change, "file"),
		*at ? " " : "", at, *was || *now ? ": " : "", was,
		*was || *now ? " → " : "", now);
}

static void
say_told_roles(char out[PROPOSAL_TEXT], const json_t *row, int64_t now,
	int zone, enum lang lang)
{
	char gained[ROLES], lost[ROLES], at[SAY], by[SAY];
	const char *second = say_who(row, "confirmed_by");

	say_roles(gained, row, "gained", lang);
	say_roles(lost, row, "lost", lang);
	say_clock(at, doc_int(row, "time"), now, zone);
	if (*second)
		fixed_cut_format(by, sizeof(by), _("%s, confirmed by %s"),
			say_who(row, "by"), second);
	else
		fixed_cut_format(by, sizeof(by), "%s%s", say_who(row, "by"),
			doc_bool(row, "alone") ? _(", alone") : "");
	fixed_cut_format(out, PROPOSAL_TEXT,
		_("roles of %s: gained %s, lost %s (%s, %s)"),
		say_who(row, "officer"), gained, lost, by, at);
}

static void
say_told_library(
	char out[PROPOSAL_TEXT], const json_t *row, int64_t now, int zone)
{
	char at[SAY];

	say_clock(at, doc_int(row, "time"), now, zone);
	fixed_cut_format(out, PROPOSAL_TEXT,
		say_n("another library in force: proposed by %s, confirmed by "
		      "%s, %lld change%s (%s)",
			"another library in force: proposed by %s, confirmed "
			"by %s, %lld changes%s (%s)",
			(long)doc_int(row, "count")),
		say_who(row, "by"), say_who(row, "confirmed_by"),
		(long long)doc_int(row, "count"),
		doc_bool(row, "less") ? _(", some ask for less") : "", at);
}

static void
say_told_contractors(char out[PROPOSAL_TEXT], const json_t *row, enum lang lang)
{
	char people[PROPOSAL_TEXT / 2];

	say_people(people, sizeof(people), doc_get(row, "officers"), lang);
	fixed_cut_format(
		out, PROPOSAL_TEXT, _("they draft and never sign: %s"), people);
}

static void
say_told_credential(char out[PROPOSAL_TEXT], const json_t *row, int64_t now,
	int zone, bool form)
{
	int64_t ends = doc_int(row, "ends");
	long days = (long)((ends - now) / (24 * 60 * 60 * 1000));
	const char *id = doc_str(row, "account");
	char at[SAY];

	say_clock(at, ends, now, zone);
	if (form && ends <= now)
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("THE CREDENTIAL OF %s HAS ENDED (%s): put in a new "
			  "one"),
			id, at);
	else if (form)
		fixed_cut_format(out, PROPOSAL_TEXT,
			say_n("the credential of %s ends within %ld day (%s): "
			      "put in a new one",
				"the credential of %s ends within %ld days "
				"(%s): put in a new one",
				days + 1),
			id, days + 1, at);
	else if (ends <= now)
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("THE CREDENTIAL OF %s HAS ENDED (%s): crier account "
			  "rotate %s"),
			id, at, id);
	else
		fixed_cut_format(out, PROPOSAL_TEXT,
			say_n("the credential of %s ends within %ld day (%s): "
			      "crier account rotate %s",
				"the credential of %s ends within %ld days "
				"(%s): crier account rotate %s",
				days + 1),
			id, days + 1, at, id);
}

static void
say_told_partner(
	char out[PROPOSAL_TEXT], const json_t *row, int64_t now, int zone)
{
	char at[SAY];

	say_clock(at, doc_int(row, "time"), now, zone);
	if (strcmp(doc_str(row, "what"), "stopped") == 0)
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("partner %s is STOPPED (%s, %s): %s"),
			doc_str(row, "name"), say_who(row, "by"), at,
			doc_str(row, "reason"));
	else
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("partner %s has new keys, vouched for by its spare "
			  "key (%s): if you doubt it, stop it and ring them"),
			doc_str(row, "name"), at);
}

static void
say_told_mirror(char out[PROPOSAL_TEXT], const json_t *row, int64_t now,
	int zone, enum lang lang)
{
	long behind = (long)doc_int(row, "behind");
	const char *fault = say_both(row, "fault", lang);
	char at[SAY];

	say_clock(at, doc_int(row, "missing"), now, zone);
	if (doc_int(row, "seq") == 0)
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("MIRROR %s: not reached since %s, what lies there is "
			  "not known%s%s"),
			doc_str(row, "mirror"), at, *fault ? ": " : "", fault);
	else
		fixed_cut_format(out, PROPOSAL_TEXT,
			say_n("MIRROR %s lacks %ld entry, since %s%s%s",
				"MIRROR %s lacks %ld entries, since %s%s%s",
				behind),
			doc_str(row, "mirror"), behind, at, *fault ? ": " : "",
			fault);
}

/* What the station cannot write by itself; without a partner an entry. */
static void
say_told_letter(char out[PROPOSAL_TEXT], const json_t *row, int64_t now,
	int zone, enum lang lang)
{
	const char *fault = say_both(row, "fault", lang);
	char at[SAY];

	say_clock(at, doc_int(row, "time"), now, zone);
	if (*doc_str(row, "joint"))
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("the units of the joint incident %s ARE NOT TOLD "
			  "what we say, since %s: %s"),
			doc_str(row, "joint"), at, fault);
	else if (*doc_str(row, "name"))
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("%s is NOT TOLD how its order %s stands here, since "
			  "%s: %s"),
			doc_str(row, "name"), doc_str(row, "order"), at, fault);
	else
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("who has not answered our order %s CANNOT BE WRITTEN "
			  "DOWN, since %s: %s"),
			doc_str(row, "order"), at, fault);
}

void
proposal_told(char out[PROPOSAL_TEXT], const json_t *row, int64_t now, int zone,
	enum lang lang, bool form)
{
	const char *what = doc_str(row, "what");
	char roles[ROLES];

	say_roles(roles, row, "roles", lang);
	if (strcmp(what, "roles") == 0)
		say_told_roles(out, row, now, zone, lang);
	else if (strcmp(what, "library") == 0)
		say_told_library(out, row, now, zone);
	else if (strcmp(what, "both") == 0)
		fixed_cut_format(out, PROPOSAL_TEXT,
			form ? _("%s is %s at once: nobody should be both")
			     : _("%s is %s at once: nobody should be both "
				 "(crier officer change)"),
			say_who(row, "officer"), roles);
	else if (strcmp(what, "contractors") == 0)
		say_told_contractors(out, row, lang);
	else if (strcmp(what, "stopped") == 0 || strcmp(what, "vouched") == 0)
		say_told_partner(out, row, now, zone);
	else if (strcmp(what, "mirror") == 0)
		say_told_mirror(out, row, now, zone, lang);
	else if (strcmp(what, "letter") == 0)
		say_told_letter(out, row, now, zone, lang);
	else if (strcmp(what, "credential") == 0)
		say_told_credential(out, row, now, zone, form);
	else if (strcmp(what, "loose") == 0)
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("this office lets an administrator also be %s "
			  "(rules/roles.yaml)"),
			roles);
	else if (form)
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("%s is known by the user's name alone: enter the "
			  "user again"),
			say_who(row, "officer"));
	else
		fixed_cut_format(out, PROPOSAL_TEXT,
			_("%s is known by the user's name alone: crier officer "
			  "change %s --user USER"),
			doc_str(row, "officer"), doc_str(row, "officer"));
}
