/*
 * What comes next of a message that is to go out, and who may do it; once it was
 * fired, what became of it. A key is named to those for whom it waits.
 */
#include "tui/console/views/release_next.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/possible.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

/* Something of it would still go out by itself, or by hand. */
static bool
may_halt(const struct view *v, const json_t *show)
{
	const json_t *s = json_object_get(show, "standing");

	return (doc_int(s, "moving") || doc_int(s, "by_hand")) &&
		!possible_not(v, "release.halt");
}

/* What it waits for of these; NULL: for nobody that is known. */
static const json_t *
next_wait(const struct view *v, const char *const *what, size_t count)
{
	const json_t *wait;
	size_t n;

	json_array_foreach(json_object_get(v->app->status, "waits"), n, wait)
	{
		for (size_t k = 0; k < count; k++)
			if (strcmp(doc_str(wait, "message"), v->id) == 0 &&
				strcmp(doc_str(wait, "what"), what[k]) == 0)
				return wait;
	}
	return NULL;
}

/* Posts by hand wait for this officer: what is done with them comes first. */
static const char *
next_by_hand(const struct view *v)
{
	static const char *const what[] = { "proof" };

	return doc_bool(next_wait(v, what, 1), "mine")
		? _(". By hand: Enter, post it, then P")
		: "";
}

/* What goes by itself once it is fired, and what a person then has to post. */
static void
add_hands(char *out, size_t size, const struct view *v, const json_t *show)
{
	const json_t *s = json_object_get(show, "standing");
	long hands = (long)doc_int(s, "hands");
	size_t len = strlen(out);

	if (hands == 0 || strcmp(v->mode, "drill") == 0)
		return;
	fixed_cut_format(out + len, size - len,
		say_n("  f sends %ld by itself; %ld is then posted by hand.",
			"  f sends %ld by itself; %ld are then posted by hand.",
			hands),
		(long)doc_int(s, "prepared") - hands, hands);
}

/* What comes next, to whom it says so, and by which key if it is their turn. */
static const struct {
	const char *state, *text;
	enum style style;
} next_rows[] = { { "draft", N_("Not yet: it is being written."), STYLE_WARN },
	{ "review", N_("Not yet: it is in review. (v: review)"), STYLE_WARN },
	{ "approved",
		N_("Approved. A releaser arms it: every account is "
		   "prepared, nothing is sent."),
		STYLE_STRONG },
	{ "approved-mine",
		N_("Approved. It waits for you: a arms it, every "
		   "account is prepared, nothing is sent."),
		STYLE_STRONG },
	{ "appointed",
		N_("Approved, with a time. Another releaser sets it; "
		   "until then nothing goes out."),
		STYLE_STRONG },
	{ "appointed-mine",
		N_("Approved, with a time. It waits for you: S sets "
		   "it; until then nothing goes out."),
		STYLE_STRONG },
	{ "arming", N_("Being armed: accounts are being prepared."),
		STYLE_STRONG },
	{ "armed",
		N_("ARMED. Another releaser fires it, in a session of "
		   "their own."),
		STYLE_WARN },
	{ "armed-mine",
		N_("ARMED. It waits for you: f fires it, another has "
		   "armed it."),
		STYLE_WARN },
	{ "armed-drill",
		N_("ARMED. A releaser fires this drill; nothing goes "
		   "out."),
		STYLE_WARN },
	{ "armed-drill-mine",
		N_("ARMED. It waits for you: f fires this drill; "
		   "nothing goes out."),
		STYLE_WARN } };

/* Where the message stands, as the table calls it. */
static const char *
release_stands(const struct view *v, const json_t *show)
{
	const char *state = doc_str(show, "state");
	const char *standing = doc_str(doc_get(show, "standing"), "is");

	if (strcmp(standing, "returned") == 0)
		return standing; /* by whom and why is said in full */
	if (doc_int(show, "at") || doc_get(show, "missed"))
		return standing;
	return strcmp(v->mode, "drill") == 0 && strcmp(state, "armed") == 0
		? "armed-drill"
		: state;
}

/* The row of the table; of those for whom it waits, and of all others. */
static int
release_row(const char *state, bool mine)
{
	char own[SAY];
	int other = -1;

	fixed_cut_format(own, sizeof(own), "%s-mine", state);
	for (size_t i = 0; i < sizeof(next_rows) / sizeof(next_rows[0]); i++) {
		if (mine && strcmp(next_rows[i].state, own) == 0)
			return (int)i;
		if (strcmp(next_rows[i].state, state) == 0)
			other = (int)i;
	}
	return other;
}

enum style
release_next(char *out, size_t size, const struct view *v, const json_t *show)
{
	static const char *const before[] = { "arm", "set", "fire" };
	const json_t *wait =
		next_wait(v, before, sizeof(before) / sizeof(before[0]));
	int row = release_row(release_stands(v, show), doc_bool(wait, "mine"));
	char people[SAY] = "";

	if (row < 0) {
		fixed_cut_format(out, size, "%s%s%s",
			say_standing_long(show, v->app->lang), next_by_hand(v),
			may_halt(v, show) ? _(". H halts what has not left.")
					  : "");
		return say_standing_style(show);
	}
	say_people(people, sizeof(people), json_object_get(wait, "officers"),
		v->app->lang);
	fixed_cut_format(out, size, *people ? _("%s  Who can: %s") : "%s",
		_(next_rows[row].text), people);
	add_hands(out, size, v, show);
	return next_rows[row].style;
}
