/*
 * Reading and verifying a clone: what is good is counted, what is bad is
 * named, whoever rewrote it and however well.
 */
#include "tests/record/help.h"

struct seen {
	const struct fake *f;
	int64_t count, last;
	bool same; /* every line was the ledger's */
};

static enum err_code
see(void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct seen *s = ctx;

	(void)err;
	s->same = s->same && seq > s->last && seq <= s->f->count &&
		len == s->f->len[seq - 1] &&
		memcmp(line, s->f->line[seq - 1], len) == 0;
	s->last = seq;
	s->count++;
	return ERR_OK;
}

/* Verifies the repository at path with everything on. */
static enum err_code
verify(struct record_report *report, const char *path, const char *signers,
	const char *expect, struct err *err)
{
	struct record_check how = { .signers = signers,
		.every_signature = true,
		.expect = expect,
		.history = true };
	struct record_reader *c = NULL;
	enum err_code rc = record_reader_open(&c, path, err);

	if (rc == ERR_OK)
		rc = record_verify(report, c, &how, err);
	record_reader_close(c);
	return rc;
}

static char *
allowed(void)
{
	char *text = mem_new(1024);
	FILE *f;

	help_allow();
	f = fopen("allowed", "r");
	assert_non_null(f);
	assert_true(fread(text, 1, 1023, f) > 50);
	(void)fclose(f);
	return text;
}

static void
clone__gives_all_entries_in_order(void **state)
{
	struct record_head head;
	struct record_reader *c;
	struct seen s;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 250);
	help_make(&head, "r", &f, 200);
	SH("git clone -q r work; git clone -q --mirror r bare; "
	   "git -C bare gc -q");
	for (int i = 0; i < 3; i++) {
		static const char *const path[] = { "r", "work", "bare" };
		struct record_head got;

		OK(record_reader_open(&c, path[i], &err));
		record_reader_head(&got, c);
		assert_memory_equal(&got, &head, sizeof(got));
		s = (struct seen){ &f, 0, 0, true };
		OK(record_reader_each(c, 1, 0, see, &s, &err));
		assert_int_equal(s.count, f.count);
		assert_true(s.same);
		s = (struct seen){ &f, 0, 99, true };
		OK(record_reader_each(c, 100, 101, see, &s, &err));
		assert_int_equal(s.count, 2);
		assert_true(s.same);
		record_reader_close(c);
	}
	fake_release(&f);
}

static void
clone__gives_one_incidents_entries(void **state)
{
	struct record_head head;
	struct record_reader *c;
	struct seen s;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 250);
	help_make(&head, "r", &f, 200);
	OK(record_reader_open(&c, "r", &err));
	s = (struct seen){ &f, 0, 0, true };
	OK(record_reader_each_of(c, "D2026-0007", see, &s, &err));
	assert_int_equal(s.count, 1 + 250 / 3);
	assert_true(s.same);
	s = (struct seen){ &f, 0, 0, true };
	OK(record_reader_each_of(c, "2026-0123", see, &s, &err));
	assert_int_equal(s.count, 1 + 250 - 250 / 3);
	assert_true(s.same);
	assert_int_equal(record_reader_each_of(c, "2026-0001", see, &s, &err),
		ERR_NOT_FOUND);
	assert_int_equal(record_reader_each_of(c, "../../x", see, &s, &err),
		ERR_NOT_FOUND);
	record_reader_close(c);
	assert_int_equal(
		record_reader_open(&c, "nothing", &err), ERR_NOT_FOUND);
	fake_release(&f);
}

static void
verify__a_good_clone_is_counted(void **state)
{
	struct record_head head;
	struct record_report got;
	char *signers, code[40];
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 40);
	help_make(&head, "r", &f, 200);
	signers = allowed();
	OK(verify(&got, "r", signers, NULL, &err));
	assert_int_equal(got.entries, f.count);
	assert_int_equal(got.commits, f.acts);
	assert_int_equal(got.signatures, f.acts);
	assert_true(got.origin);
	assert_string_equal(got.signer, "station");
	assert_string_equal(got.head.ledger, f.head);
	/* without signers nothing is said of who wrote it */
	OK(verify(&got, "r", NULL, NULL, &err));
	assert_false(got.origin);
	assert_int_equal(got.signatures, 0);
	/* the code of an old receipt, as people copy it */
	(void)snprintf(code, sizeof(code), "%.8s-%.4s %.8s", f.head, f.head + 8,
		f.head + 12);
	OK(verify(&got, "r", NULL, code, &err));
	assert_int_equal(got.expect_seq, f.count);
	OK(verify(&got, "r", NULL, head.commit, &err));
	assert_int_equal(got.expect_seq, f.count);
	assert_int_equal(
		verify(&got, "r", NULL, "0123456789abcdef", &err), ERR_CORRUPT);
	assert_int_equal(verify(&got, "r", NULL, "0123", &err), ERR_INVALID);
	assert_int_equal(
		verify(&got, "r", NULL, "0123456789abcdeg", &err), ERR_INVALID);
	free(signers);
	fake_release(&f);
}

/* Whoever has no key changes the newest state and keeps the messages. */
static void
verify__what_is_changed_in_the_tree_is_named(void **state)
{
	static const struct {
		const char *change;
		const char *where, *what;
		int64_t good;
	} row[] = {
		{ "sed -i s/cli/clj/ entries/00/00/07.json", "entry 7",
			"changed", 7 },
		{ "sed -i s/cli/clj/ entries/00/00/44.json", "entry 44",
			"changed", 43 },
		{ "rm entries/00/00/09.json", "entry 9", "missing", 8 },
		{ "cp entries/00/00/09.json entries/00/00/10.json", "entry 10",
			"another number", 9 },
		{ "echo >>entries/00/00/05.json", "entry 5", "one line", 4 },
		{ "echo '{}' >entries/00/00/06.json", "entry 6", "not the line",
			5 },
		{ "rm -r entries", "entry 1", "missing", 0 },
	};
	struct record_head head;
	struct record_report got;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 38);
	assert_int_equal(f.count, 44);
	help_make(&head, "r", &f, 200);
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		SH("rm -rf w; git clone -q r w; cd w; %s; "
		   "git commit -qa --amend --no-edit",
			row[i].change);
		assert_int_equal(
			verify(&got, "w", NULL, NULL, &err), ERR_CORRUPT);
		assert_string_equal(err.where, row[i].where);
		if (strstr(err.what, row[i].what) == NULL)
			print_error("%s\n", err.what);
		assert_non_null(strstr(err.what, row[i].what));
		assert_int_equal(got.entries, row[i].good);
	}
	fake_release(&f);
}

/*
 * Builds the history again, commit by commit, with one step tampered: $1 is
 * the number of a commit (1 is the oldest), $2 a command run on its index.
 */
static const char again[] =
	"rm -rf w; git clone -q r w; cd w; n=0; p=; "
	"for c in $(git rev-list --reverse HEAD); do n=$((n + 1)); "
	"git read-tree $c; [ $n != %d ] || { %s; }; "
	"t=$(git write-tree); "
	"p=$(git cat-file commit $c | sed '1,/^$/d' | "
	"git commit-tree $t ${p:+-p $p}); done; "
	"git update-ref refs/heads/main $p";

#define TAMPER(entry)                                                          \
	"b=$(git cat-file blob :entries/00/00/" entry ".json | "               \
	"sed s/cli/clj/ | git hash-object -w --stdin); "                       \
	"git update-index --cacheinfo 100644,$b,entries/00/00/" entry ".json"

static void
verify__a_rewritten_history_is_named(void **state)
{
	static const struct {
		int commit;
		const char *change;
		const char *what;
	} row[] = {
		/* an entry differs for a while in the middle, then is back */
		{ 9, TAMPER("05"), "does not name it" },
		{ 9, TAMPER("10"), "changed by a later commit" },
		/* an entry is missing for a while */
		{ 9, "git update-index --force-remove entries/00/00/03.json",
			"removed an entry" },
		/* the commit does not bring its own entry */
		{ 9, "git update-index --force-remove entries/00/00/10.json",
			"does not add" },
		/* something else among the entries */
		{ 9,
			"b=$(echo x | git hash-object -w --stdin); git "
			"update-index --add --cacheinfo "
			"100644,$b,entries/00/00/x",
			"something else" },
		/* a commit left out */
		{ 9, "continue", "does not go on" },
	};
	struct record_head head;
	struct record_report got;
	char script[2048];
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 10);
	help_make(&head, "r", &f, 200);
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(script, sizeof(script), again, row[i].commit,
			row[i].change);
#pragma GCC diagnostic pop
		SH("%s", script);
		assert_int_equal(
			verify(&got, "w", NULL, NULL, &err), ERR_CORRUPT);
		if (strstr(err.what, row[i].what) == NULL)
			print_error("%zu: %s: %s\n", i, err.where, err.what);
		assert_non_null(strstr(err.what, row[i].what));
		assert_int_equal(got.entries, f.count);
	}
	/* the same without tampering is consistent, but nobody signed it */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(script, sizeof(script), again, 0, ":");
#pragma GCC diagnostic pop
	SH("%s", script);
	OK(verify(&got, "w", NULL, NULL, &err));
	assert_false(got.origin);
	fake_release(&f);
}

static void
verify__another_key_is_not_the_station(void **state)
{
	struct sshsig_key key;
	struct record_source s;
	struct record_head head;
	struct record_report got;
	struct record *r;
	char *signers;
	struct fake f;
	struct err err;
	int acts;

	(void)state;
	help_ledger(&f, 10);
	help_make(&head, "r", &f, 200);
	signers = allowed();
	/* the whole ledger told otherwise, and signed, by somebody else */
	fake_release(&f);
	help_ledger(&f, 9);
	sshsig_key_init(&key,
		(const unsigned char *)"the seed of a different person..");
	OK(record_init("forged", &err));
	OK(record_open(&r, "forged", &key, &err));
	s = fake_source(&f);
	OK(record_catch_up(&acts, r, &s, 200, &err));
	record_close(r);
	assert_int_equal(
		verify(&got, "forged", signers, NULL, &err), ERR_DENIED);
	assert_non_null(strstr(err.what, "not among the allowed"));
	assert_false(got.origin);
	OK(verify(&got, "forged", NULL, NULL, &err));
	assert_false(got.origin);
	/* but a code from a receipt finds it out without any key */
	assert_int_equal(
		verify(&got, "forged", NULL, head.ledger, &err), ERR_CORRUPT);
	/* an unsigned commit on top of good ones */
	SH("git clone -q r w; cd w; git commit -q --amend --no-edit");
	assert_int_equal(verify(&got, "w", signers, NULL, &err), ERR_CORRUPT);
	assert_non_null(strstr(err.what, "not signed"));
	assert_int_equal(strlen(err.where), 40);
	free(signers);
	fake_release(&f);
}

static void
verify__a_bad_signature_below_the_head_is_found_on_request(void **state)
{
	struct record_check how = { .history = true };
	struct record_head head;
	struct record_report got;
	struct record_source s;
	struct sshsig_key other;
	struct record *r;
	struct record_reader *c;
	char *signers;
	struct fake f;
	struct err err;
	int acts;

	(void)state;
	help_ledger(&f, 10);
	signers = allowed();
	how.signers = signers;
	/* the first acts signed by another key, the last by the station's */
	sshsig_key_init(&other,
		(const unsigned char *)"the seed of a different person..");
	OK(record_init("r", &err));
	OK(record_open(&r, "r", &other, &err));
	s = fake_source(&f);
	OK(record_catch_up(&acts, r, &s, 3, &err));
	record_close(r);
	help_make(&head, "r", &f, 200);
	OK(record_reader_open(&c, "r", &err));
	OK(record_verify(&got, c, &how, &err));
	assert_true(got.origin);
	assert_int_equal(got.signatures, 1);
	how.every_signature = true;
	assert_int_equal(record_verify(&got, c, &how, &err), ERR_DENIED);
	assert_int_equal(got.commits, 0);
	record_reader_close(c);
	free(signers);
	fake_release(&f);
}

static void
verify__a_head_that_lies_about_its_size_takes_no_memory(void **state)
{
	struct record_head head;
	struct record_report got;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 4);
	help_make(&head, "r", &f, 200);
	SH("git clone -q r w; cd w; git log -1 --format=%%B | "
	   "sed 's/^Entries: .*/Entries: 10-900000000000000000/' | "
	   "git commit -q --amend -F -");
	assert_int_equal(verify(&got, "w", NULL, NULL, &err), ERR_CORRUPT);
	assert_string_equal(err.where, "entry 11");
	SH("cd w; git commit -q --amend -m 'no trailers'");
	assert_int_equal(verify(&got, "w", NULL, NULL, &err), ERR_CORRUPT);
	assert_non_null(strstr(err.what, "which entries"));
	fake_release(&f);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_enter, help_leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(clone__gives_all_entries_in_order),
		T(clone__gives_one_incidents_entries),
		T(verify__a_good_clone_is_counted),
		T(verify__what_is_changed_in_the_tree_is_named),
		T(verify__a_rewritten_history_is_named),
		T(verify__another_key_is_not_the_station),
		T(verify__a_bad_signature_below_the_head_is_found_on_request),
		T(verify__a_head_that_lies_about_its_size_takes_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
