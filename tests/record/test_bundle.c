/* A record as one file that plain git takes. */
#include "record/bundle_write.h"
#include "tests/record/help.h"

static void export(const char *to)
{
	struct record_head head;
	struct err err;
	FILE *f = fopen(to, "w+");

	assert_non_null(f);
	OK(bundle_write(f, &head, "r", NULL, &err));
	assert_int_equal(fclose(f), 0);
	SH("git -C r rev-parse main");
	assert_memory_equal(sh_out(), head.commit, RECORD_COMMIT - 1);
}

/* More commits than one piece of the pack holds; no object is in it twice. */
static void
bundle__holds_a_long_record_whole(void **state)
{
	struct record_head head;
	struct fake f;

	(void)state;
	help_ledger(&f, 4100);
	help_make(&head, "r", &f, 200);
	SH("git -C r branch library main~50; git -C r branch other main~10");
	export("b");
	SH("git clone -q -c transfer.fsckObjects=true b c; git -C c fsck "
	   "--strict; git -C c rev-parse HEAD origin/main origin/library "
	   ">got; git -C r rev-parse main main library >want; cmp got want");
	SH("git -C c show-ref --verify -q refs/remotes/origin/other && exit 1; "
	   "sed '1,/^$/d' b >b.pack; git index-pack --strict b.pack");
	SH("test $(git verify-pack -v b.idx | grep -c '^[0-9a-f]\\{40\\} ') "
	   "-eq "
	   "$(git -C r rev-list --objects main library | wc -l)");
	SH("cd c; sh verify.sh");
	fake_release(&f);
}

static void
bundle__of_the_same_record_has_the_same_bytes(void **state)
{
	struct record_head head;
	struct fake f;

	(void)state;
	help_ledger(&f, 20);
	help_make(&head, "r", &f, 200);
	export("a");
	export("b");
	SH("cmp a b");
	fake_release(&f);
}

static void
bundle__of_nothing_is_refused(void **state)
{
	struct record_head head;
	struct err err;
	FILE *f = fopen("b", "w+");

	(void)state;
	assert_non_null(f);
	assert_int_equal(
		bundle_write(f, &head, "r", NULL, &err), ERR_NOT_FOUND);
	OK(record_init("r", &err));
	assert_int_equal(
		bundle_write(f, &head, "r", NULL, &err), ERR_NOT_FOUND);
	assert_int_equal(fclose(f), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, help_enter, help_leave)
		T(bundle__holds_a_long_record_whole),
		T(bundle__of_the_same_record_has_the_same_bytes),
		T(bundle__of_nothing_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
