/*
 * Whether the officers on duty suffice, and who is missing if they do not.
 */
#include "tests/domain/scene.h"

#include "domain/office/roster.h"

#define HAS(x) ROLE_BIT(ROLE_##x)

struct desk {
	struct office office;
	struct library *lib;
	int64_t seq;
};

static void
desk_open(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	office_init(&d->office);
	d->lib = shipped_library();
}

static void
desk_add(struct desk *d, const char *id, role_set roles)
{
	struct scene s = { .office = d->office, .seq = d->seq };

	s.entries = json_array();
	scene_officer(&s, id, roles);
	json_decref(s.entries);
	d->office = s.office;
	d->seq = s.seq;
}

static void
desk_close(struct desk *d)
{
	office_release(&d->office);
	library_free(d->lib);
}

/* "draft", a gate's or "release": what is missing, in one text. */
static void
missing(char *out, size_t size, const struct desk *d, const char *tier,
	bool drill)
{
	struct roster r;
	size_t n = 0;

	roster_check(&r, &d->office, &d->lib->rules,
		rules_tier_named(&d->lib->rules, tier), drill);
	out[0] = '\0';
	for (size_t k = 0; k < r.count; k++) {
		const struct roster_need *need = &r.needs[k];

		if (need->by == NULL && n < size)
			n += (size_t)snprintf(out + n, size - n, "%s%s",
				n ? " " : "",
				need->what == NEED_DRAFT ? "draft"
					: need->what == NEED_RELEASE
					? "release"
					: gate_row(need->gate)->word);
	}
}

static void
roster__says_what_is_missing_and_nothing_else(void **state)
{
	static const struct {
		const char *tier;
		role_set officers[7];
		bool drill;
		const char *want;
	} rows[] = {
		/* all that is needed, and not one person more */
		{ "routine",
			{ HAS(DRAFTER),
				HAS(REVIEWER) | HAS(LEGAL) | HAS(SECRECY) |
					HAS(RELEASER),
				HAS(SIGNER) | HAS(RELEASER) },
			false, "" },
		/* one person for two stages */
		{ "routine",
			{ HAS(DRAFTER), HAS(RELEASER), HAS(RELEASER),
				HAS(REVIEWER) | HAS(LEGAL) | HAS(SECRECY) |
					HAS(SIGNER) },
			false, "political authority" },
		/* greedy placing would give the reviewer the wrong stage */
		{ "major",
			{ HAS(DRAFTER), HAS(REVIEWER) | HAS(LEGAL) | HAS(HEAD),
				HAS(REVIEWER) | HAS(RELEASER),
				HAS(LEGAL) | HAS(SECRECY) | HAS(HEAD) |
					HAS(RELEASER),
				HAS(LEGAL) | HAS(SECRECY) },
			false, "" },
		{ "major",
			{ HAS(DRAFTER), HAS(REVIEWER),
				HAS(LEGAL) | HAS(SECRECY), HAS(SIGNER),
				HAS(RELEASER), HAS(RELEASER) },
			false, "political authority" },
		/* the only author neither signs nor releases: a drafter is all
		 * that is wanting */
		{ "routine",
			{ HAS(DRAFTER) | HAS(SIGNER) | HAS(RELEASER),
				HAS(REVIEWER) | HAS(LEGAL) | HAS(SECRECY),
				HAS(RELEASER) },
			false, "draft" },
		/* an author may pass gates of an earlier stage, but none
		 * that vouches for the facts of their own text */
		{ "routine",
			{ HAS(DRAFTER) | HAS(LEGAL) | HAS(SECRECY),
				HAS(REVIEWER), HAS(SIGNER) | HAS(RELEASER),
				HAS(RELEASER) },
			false, "" },
		{ "routine",
			{ HAS(DRAFTER) | HAS(REVIEWER) | HAS(LEGAL) |
					HAS(SECRECY),
				HAS(SIGNER) | HAS(RELEASER), HAS(RELEASER) },
			false, "draft" },
		/* in a drill one person releases, even the author */
		{ "routine",
			{ HAS(DRAFTER) | HAS(LEGAL) | HAS(SECRECY) |
					HAS(RELEASER),
				HAS(REVIEWER), HAS(SIGNER) },
			true, "" },
		{ "emergency-lane",
			{ HAS(DRAFTER), HAS(REVIEWER) | HAS(RELEASER),
				HAS(RELEASER) },
			false, "" },
		{ "routine", { 0 }, false,
			"draft wording policy legal confidentiality political "
			"authority release release" },
	};
	char got[200], id[16];

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct desk d;

		desk_open(&d);
		for (int k = 0; k < 7 && rows[n].officers[k]; k++) {
			(void)snprintf(id, sizeof(id), "p%d", k);
			desk_add(&d, id, rows[n].officers[k]);
		}
		missing(got, sizeof(got), &d, rows[n].tier, rows[n].drill);
		assert_string_equal(got, rows[n].want);
		desk_close(&d);
	}
}

static void
roster__who_is_off_duty_is_whom_to_telephone(void **state)
{
	struct scene s;
	struct world w;
	json_t *doc, *tier, *phones;

	(void)state;
	scene_open(&s, false);
	w = (struct world){ .office = &s.office,
		.incident = &s.incident,
		.library = s.lib,
		.now = s.now };
	doc = roster_doc(&w);
	assert_true(doc_bool(doc, "satisfied"));
	json_decref(doc);
	scene_must(&s, "lena", ACT_OFFICER_DUTY,
		json_pack("{s:s,s:b}", "officer", "lena", "on", 0));
	assert_string_equal(
		scene_try(&s, "rita", ACT_OFFICER_DUTY,
			json_pack("{s:s,s:b}", "officer", "lena", "on", 1)),
		"role");
	doc = roster_doc(&w);
	assert_false(doc_bool(doc, "satisfied"));
	tier = json_array_get(json_object_get(doc, "tiers"), 0);
	assert_string_equal(doc_str(tier, "tier"), "major");
	phones = json_object_get(
		json_array_get(json_object_get(tier, "missing"), 0), "phones");
	assert_string_equal(doc_str(json_array_get(phones, 0), "name"), "lena");
	json_decref(doc);
	scene_must(&s, "lena", ACT_OFFICER_DUTY,
		json_pack("{s:s,s:b}", "officer", "lena", "on", 1));
	doc = roster_doc(&w);
	assert_true(doc_bool(doc, "satisfied"));
	json_decref(doc);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roster__says_what_is_missing_and_nothing_else),
		cmocka_unit_test(roster__who_is_off_duty_is_whom_to_telephone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
