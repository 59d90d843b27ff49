/*
 * What git does to copies of a record: line ends, a history that is cut off,
 * a filter. None of it is tampering, and both verifiers tell it apart.
 */
#include "tests/record/help.h"

#ifdef __SANITIZE_ADDRESS__
/*
 * libgit2 1.5 does not free what PCRE2 gave it where a pattern of its diff
 * drivers does not match; the project's own record code calls no PCRE2.
 */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so";
}
#endif

/* A record from before it carried .gitattributes, upgraded behind its end. */
static void
upgrade(struct fake *f)
{
	fake_act(f);
	fake_add(f, "station", "", "station.started",
		"{\"version\":\"0.2.0\",\"record\":2}");
}

static void
copies__an_upgrade_changes_no_commit_that_was_there(void **state)
{
	struct record_head before, after, again;
	struct fake f;

	(void)state;
	help_ledger(&f, 20);
	help_make(&before, "r", &f, 200);
	/* an older station's start says nothing of it */
	fake_act(&f);
	fake_add(&f, "station", "", "station.started",
		"{\"version\":\"0.1.0\"}");
	help_make(&after, "r", &f, 200);
	SH("git -C r ls-tree --name-only HEAD");
	assert_null(strstr(sh_out(), ".gitattributes"));
	upgrade(&f);
	help_make(&after, "r", &f, 200);
	help_make(&again, "fresh", &f, 1);
	assert_string_equal(again.commit, after.commit);
	SH("git -C r rev-parse HEAD~2");
	assert_memory_equal(sh_out(), before.commit, RECORD_COMMIT - 1);
	SH("git -C r show HEAD:.gitattributes");
	assert_string_equal(sh_out(), "* -text\n");
	SH("git -C r show HEAD~1:verify.sh >1; git -C r show HEAD:verify.sh "
	   ">2; ! cmp -s 1 2");
	fake_release(&f);
}

static void
copies__with_other_line_ends_elsewhere_are_as_written(void **state)
{
	struct record_head head;
	struct fake f;

	(void)state;
	help_ledger(&f, 120);
	upgrade(&f);
	help_make(&head, "r", &f, 200);
	SH("git clone -q -c core.autocrlf=true r c; cd c; sh verify.sh; "
	   "bash verify.sh; test -z \"$(git status --porcelain)\"");
	assert_non_null(strstr(sh_out(), "ok: "));
	fake_release(&f);
}

static void
copies__whose_line_ends_git_changed_get_no_verdict(void **state)
{
	static const char *const runs[] = { "sh verify.sh", "bash verify.sh",
		"git show HEAD:verify.sh | sh" };
	struct record_head head;
	struct fake f;

	(void)state;
	help_ledger(&f, 20);
	upgrade(&f);
	help_make(&head, "r", &f, 200);
	SH("git clone -q -n r c; echo '* text eol=crlf' "
	   ">c/.git/info/attributes; git -C c checkout -q; "
	   "grep -q $(printf '\\r') c/verify.sh");
	for (size_t n = 0; n < sizeof(runs) / sizeof(runs[0]); n++) {
		assert_int_equal(sh("cd c; %s", runs[n]), 3);
		assert_non_null(strstr(sh_out(), "NO VERDICT"));
		assert_non_null(strstr(sh_out(), "core.autocrlf"));
	}
	fake_release(&f);
}

static enum err_code
verdict(const char *path, struct err *err)
{
	struct record_check check = { .history = true };
	struct record_report report;
	struct record_reader *c = NULL;
	enum err_code rc = record_reader_open(&c, path, err);

	if (rc == ERR_OK)
		rc = record_verify(&report, c, &check, err);
	record_reader_close(c);
	return rc;
}

static void
copies__that_are_shallow_get_no_verdict_until_they_are_whole(void **state)
{
	struct record_head head;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 20);
	upgrade(&f);
	help_make(&head, "r", &f, 200);
	SH("git clone -q --depth 1 \"file://$PWD/r\" c");
	assert_int_equal(sh("cd c; sh verify.sh"), 3);
	assert_non_null(strstr(sh_out(),
		"NO VERDICT: this copy is shallow: git fetch --unshallow"));
	assert_int_equal(verdict("c", &err), ERR_UNAVAILABLE);
	assert_string_equal(err.id, "shallow");
	assert_non_null(strstr(err.remedy, "git fetch --unshallow"));
	SH("cd c; git fetch -q --unshallow; sh verify.sh");
	OK(verdict("c", &err));
	fake_release(&f);
}

static void
copies__that_git_filtered_get_no_verdict(void **state)
{
	struct record_head head;
	struct fake f;
	struct err err;

	(void)state;
	help_ledger(&f, 20);
	upgrade(&f);
	help_make(&head, "r", &f, 200);
	SH("git -C r config uploadpack.allowFilter true; git clone -q "
	   "--filter=blob:none --no-checkout \"file://$PWD/r\" c");
	assert_int_equal(verdict("c", &err), ERR_UNAVAILABLE);
	assert_string_equal(err.id, "partial");
	SH("git clone -q -n r s; cd s; git sparse-checkout set station; "
	   "git checkout -q");
	assert_int_equal(sh("cd s; git show HEAD:verify.sh | sh"), 3);
	assert_non_null(strstr(sh_out(), "sparse"));
	OK(verdict("s", &err));
	fake_release(&f);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, help_enter, help_leave)
		T(copies__an_upgrade_changes_no_commit_that_was_there),
		T(copies__with_other_line_ends_elsewhere_are_as_written),
		T(copies__whose_line_ends_git_changed_get_no_verdict),
		T(copies__that_are_shallow_get_no_verdict_until_they_are_whole),
		T(copies__that_git_filtered_get_no_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
