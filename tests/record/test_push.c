/*
 * To another repository and back.
 */
#include "tests/record/help.h"

#include "record/git.h"
#include "record/pack.h"

/*
 * libgit2 1.5 forgets the PCRE2 match data of every pattern that does not
 * match; making a remote tries some. Not ours to free.
 */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so\n";
}

static void
push__a_new_place_becomes_a_good_clone(void **state)
{
	struct record_check how = { .history = true };
	struct record_head head, got;
	struct record_report report;
	struct record_reader *c;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 50);
	help_make(&head, "r", &f, 10);
	SH("mkdir empty; git init -q --bare -b main bare");
	for (int i = 0; i < 3; i++) {
		static const char *const to[] = { "new/deep", "empty", "bare" };

		OK(record_push(&got, NULL, "r", to[i], NULL, NULL, &err));
		assert_memory_equal(&got, &head, sizeof(got));
		OK(record_reader_open(&c, to[i], &err));
		OK(record_verify(&report, c, &how, &err));
		assert_int_equal(report.entries, f.count);
		record_reader_close(c);
		SH("git -C %s fsck --strict --full", to[i]);
		assert_string_equal(sh_out(), "");
		OK(record_push(NULL, NULL, "r", to[i], NULL, NULL,
			&err)); /* nothing to do */
	}
	fake_release(&f);
}

static void
push__goes_on_with_what_is_new(void **state)
{
	struct record_head head, got;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 50);
	help_make(&head, "r", &f, 200);
	OK(record_push(NULL, NULL, "r", "to", NULL, NULL, &err));
	fake_usual(&f, "2026-0123", 51);
	help_make(&head, "r", &f, 200);
	OK(record_push(&got, NULL, "r", "to", NULL, NULL, &err));
	assert_string_equal(got.commit, head.commit);
	SH("git -C to fsck --strict --full; git -C to rev-parse main");
	assert_memory_equal(sh_out(), head.commit, 40);
	/* through libgit2's own transport */
	SH("git init -q --bare -b main url");
	OK(record_push(&got, NULL, "r", "file:///proc/self/cwd/url", NULL, NULL,
		&err));
	SH("git -C url fsck --strict --full; git -C url rev-parse main");
	assert_memory_equal(sh_out(), head.commit, 40);
	fake_release(&f);
}

static void
push__never_forces(void **state)
{
	struct record_head head;
	struct fake f, other;
	struct err err;

	(void)state;
	help_ledger(&f, 5);
	help_ledger(&other, 4);
	fake_act(&other);
	fake_add(&other, "station", "", "station.stopped", "{}");
	help_make(&head, "r", &f, 200);
	help_make(&head, "other", &other, 200);
	SH("git -C other rev-parse main >before");
	assert_int_equal(
		record_push(NULL, NULL, "r", "other", NULL, NULL, &err),
		ERR_CONFLICT);
	assert_non_null(strstr(err.remedy, "Never force"));
	SH("git -C other rev-parse main | cmp - before");
	fake_release(&f);
	fake_release(&other);
}

static void
push__says_why_it_cannot(void **state)
{
	static const struct {
		const char *to;
		enum err_code want;
	} row[] = {
		{ "file", ERR_INVALID },
		{ "full", ERR_INVALID },
		{ "checkout", ERR_INVALID },
		{ "http://127.0.0.1:1/x", ERR_UNAVAILABLE },
		{ "gopher://x/y", ERR_UNAVAILABLE },
		{ "file:///no/such/place", ERR_UNAVAILABLE },
	};
	struct record_head head;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 5);
	help_make(&head, "r", &f, 200);
	SH("touch file; mkdir full; touch full/x; git init -q checkout");
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		enum err_code got = record_push(
			NULL, NULL, "r", row[i].to, NULL, NULL, &err);

		if (got != row[i].want)
			print_error("%s: %s\n", row[i].to, err.what);
		assert_int_equal(got, row[i].want);
		assert_string_equal(err.where, row[i].to);
		assert_true(strlen(err.what) > 10);
	}
	/* the address would be kept in the ledger */
	assert_int_equal(record_push(NULL, NULL, "r",
				 "http://u:pw@127.0.0.1:1/x", NULL, NULL, &err),
		ERR_INVALID);
	assert_null(strstr(err.what, "pw"));
	assert_null(strstr(err.where, "pw"));
	assert_int_equal(record_push(NULL, NULL, "r",
				 "http://127.0.0.1:1/u:p@x", NULL, NULL, &err),
		ERR_UNAVAILABLE);
	assert_int_equal(
		record_push(NULL, NULL, "none", "to", NULL, NULL, &err),
		ERR_NOT_FOUND);
	OK(record_init("new", &err));
	assert_int_equal(record_push(NULL, NULL, "new", "to", NULL, NULL, &err),
		ERR_NOT_FOUND);
	fake_release(&f);
}

static void
adopt__keeps_every_commit_and_goes_on(void **state)
{
	struct record_head head, got, more;
	struct record *r;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 50);
	help_make(&head, "r", &f, 200);
	SH("git clone -q r clone; git -C clone gc -q");
	OK(record_adopt("new", "clone", NULL, &err));
	SH("git -C new fsck --strict --full");
	assert_string_equal(sh_out(), "");
	r = help_open("new");
	record_head(&got, r);
	assert_memory_equal(&got, &head, sizeof(got));
	fake_usual(&f, "2026-0123", 51);
	assert_int_equal(help_catch_up(r, &f, 200), 1);
	record_head(&got, r);
	record_close(r);
	help_make(&more, "r", &f, 200);
	assert_memory_equal(&got, &more, sizeof(got));
	assert_int_equal(
		record_adopt("new", "clone", NULL, &err), ERR_CONFLICT);
	assert_int_equal(
		record_adopt("x", "nothing", NULL, &err), ERR_NOT_FOUND);
	fake_release(&f);
}

/* Each way a history may lie there gives the same one. */
static void
adopt__takes_a_history_from_however_many_packs(void **state)
{
	static const char in_none[] =
		"mkdir away; mv clone/objects/pack/* away; for p in "
		"away/*.pack; do git -C clone unpack-objects -q <$p; done";
	static const char *const way[] = { "true", in_none,
		"git -C clone gc -q --aggressive",
		"git -C clone config pack.depth 1; git -C clone repack -adfq",
		"mkfifo clone/objects/pack/pack-0.idx" };
	struct record_head head, got;
	struct record *r;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 120);
	help_make(&head, "r", &f, 3);
	for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
		SH("rm -rf clone new away; git clone -q --bare r clone; %s",
			way[i]);
		OK(record_adopt("new", "clone", NULL, &err));
		SH("git -C new fsck --strict --full");
		assert_string_equal(sh_out(), "");
		SH("rm -rf further; git clone -q --no-local --bare new "
		   "further");
		r = help_open("new");
		record_head(&got, r);
		assert_memory_equal(&got, &head, sizeof(got));
		record_close(r);
	}
	fake_release(&f);
}

/* At the first commit that is copied. */
static bool
join_packs(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	bool *joined = ctx;

	(void)done;
	if (step == PROGRESS_COPY && total > 0 && !*joined) {
		*joined = true;
		SH("git -C clone repack -adq");
	}
	return false;
}

/* Whoever keeps the other place may tidy it at any time. */
static void
adopt__goes_on_when_packs_are_joined_meanwhile(void **state)
{
	bool joined = false;
	const struct progress joins = { join_packs, &joined };
	struct record_head head;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 40);
	help_make(&head, "r", &f, 5);
	SH("git clone -q --bare r clone; cd clone; mkdir away; "
	   "git rev-list main >away/commits; "
	   "git rev-list --objects --no-object-names main | sort >away/all; "
	   "sort away/commits | comm -13 - away/all >away/rest; "
	   "for each in commits rest; do "
	   "git pack-objects -q away/$each <away/$each >away/said; done; "
	   "rm objects/pack/*; cp away/*-* objects/pack; rm -r away; "
	   "git fsck --strict --full");
	OK(record_adopt("new", "clone", &joins, &err));
	assert_true(joined);
	SH("git -C new fsck --strict --full; ls clone/objects/pack/*.pack | "
	   "wc -l");
	assert_string_equal(sh_out(), "1\n");
	fake_release(&f);
}

/* The unit's own file, of which no chain of entries knows. */
static void
adopt__refuses_an_object_that_is_not_what_its_id_says(void **state)
{
	static const char text[] = "{\"unit\":\"somebody else\"}\n";
	struct record_head head;
	git_repository *repo;
	struct pack pack;
	struct fake f;
	struct err err;
	git_oid id;

	(void)state;
	help_ledger(&f, 20);
	help_make(&head, "r", &f, 200);
	SH("git clone -q --bare r clone; mkdir away; "
	   "mv clone/objects/pack/* away; "
	   "for p in away/*.pack; do git -C clone unpack-objects -q <$p; done; "
	   "i=$(git -C clone rev-parse main:station/station.json); "
	   "rm -f clone/objects/$(echo $i | cut -c1-2)/$(echo $i | cut -c3-); "
	   "printf %%s $i");
	assert_int_equal(git_oid_fromstr(&id, sh_out()), 0);
	OK(git_open(&repo, "clone", &err));
	pack_init(&pack);
	pack_add_as(&pack, &id, GIT_OBJECT_BLOB, text, sizeof(text) - 1, NULL);
	OK(pack_store(NULL, &pack, repo, &err));
	pack_release(&pack);
	git_repository_free(repo);
	assert_int_equal(record_adopt("new", "clone", NULL, &err), ERR_CORRUPT);
	fake_release(&f);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_enter, help_leave)

/* Ends the work at the telling of this number. */
static bool
end_at(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	int *left = ctx;

	(void)step;
	assert_true(total == 0 || done <= total);
	return (*left)-- == 0;
}

/* Whenever it is ended, what was there before is there, and nothing else. */
static void
push__one_that_is_ended_leaves_no_trace(void **state)
{
	struct record_head head;
	struct fake f;
	struct err err;
	enum err_code rc = ERR_REFUSED;
	bool made;
	int tries = 0, left;
	const struct progress ends = { end_at, &left };

	(void)state;
	help_ledger(&f, 40);
	help_make(&head, "r", &f, 5);
	OK(record_push(NULL, NULL, "r", "to", NULL, NULL, &err));
	fake_usual(&f, "2026-0123", 51);
	help_make(&head, "r", &f, 5);
	/* all is there but the branch, which somebody else holds */
	SH("touch to/refs/heads/main.lock; find to | sort >before");
	assert_int_not_equal(
		record_push(NULL, &made, "r", "to", NULL, NULL, &err), ERR_OK);
	SH("find to | sort >after; cmp before after && rm -v "
	   "to/refs/heads/main.lock");
	assert_true(strstr(sh_out(), "removed") != NULL);
	SH("find to | sort >before");
	for (; rc != ERR_OK && tries < 1000; tries++) {
		left = tries;
		rc = record_push(NULL, &made, "r", "to", NULL, &ends, &err);
		assert_false(made);
		SH("find to | sort >after; %s",
			rc == ERR_OK ? "! cmp -s before after"
				     : "cmp before after");
		assert_string_equal(sh_out(), "");
	}
	assert_in_range(tries, 3, 999);
	SH("git -C to fsck --strict --full");
	assert_string_equal(sh_out(), "");
	left = 2;
	assert_int_equal(
		record_push(NULL, &made, "r", "new", NULL, &ends, &err),
		ERR_REFUSED);
	assert_true(made);
	fake_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(push__a_new_place_becomes_a_good_clone),
		T(push__goes_on_with_what_is_new),
		T(push__never_forces),
		T(push__says_why_it_cannot),
		T(adopt__keeps_every_commit_and_goes_on),
		T(adopt__takes_a_history_from_however_many_packs),
		T(adopt__goes_on_when_packs_are_joined_meanwhile),
		T(adopt__refuses_an_object_that_is_not_what_its_id_says),
		T(push__one_that_is_ended_leaves_no_trace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
