/*
 * The record as real git sees it: the same entries give the same commits,
 * whatever the batches and wherever a writer died.
 */
#include "tests/record/help.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>

static void
record__the_same_entries_give_the_same_commits(void **state)
{
	static const int batch[] = { 1, 7, 200 };
	struct record_head want, got;
	char path[32];
	struct fake f;

	(void)state;
	help_ledger(&f, 60);
	help_make(&want, "want", &f, 50);
	assert_int_equal(want.seq, f.count);
	assert_string_equal(want.ledger, f.head);
	for (size_t i = 0; i < 3; i++) {
		(void)snprintf(path, sizeof(path), "batch%d", batch[i]);
		help_make(&got, path, &f, batch[i]);
		assert_memory_equal(&got, &want, sizeof(got));
		SH("git -C %s fsck --strict --full", path);
		assert_string_equal(sh_out(), "");
	}
	fake_release(&f);
}

static void
record__an_act_is_one_commit_with_author_and_trailers(void **state)
{
	struct record_head head;
	struct fake f;

	(void)state;
	help_ledger(&f, 3);
	help_make(&head, "r", &f, 200);
	SH("git -C r log --reverse --format='%%an|%%ae|%%cn|%%ai|%%s|"
	   "%%(trailers:key=Entries,valueonly,separator=)' | head -n 4");
	assert_string_equal(sh_out(),
		"清河县融媒体中心|station@crier.invalid|清河县融媒体中心|"
		"2025-11-25 00:00:01 +0800|station.init 清河县融媒体中心 (+1)|"
		"1-2\n"
		"李伟|li.wei@crier.invalid|清河县融媒体中心|2025-11-25 "
		"00:00:03 +0800|account.added weibo =清河发布|3-3\n"
		"清河县融媒体中心|station@crier.invalid|清河县融媒体中心|"
		"2025-11-25 00:00:05 +0800|station.clock|4-4\n"
		/* a newline in a title ends no line of the message */
		"李伟|li.wei@crier.invalid|清河县融媒体中心|2025-11-25 "
		"00:00:06 +0800|incident.opened 2026-0123 暴雨 Entries: 1-1|"
		"5-5\n");
	SH("git -C r log -1 --format=%%B | tail -n +3");
	assert_non_null(strstr(sh_out(), head.ledger));
	SH("git -C r symbolic-ref HEAD");
	assert_string_equal(sh_out(), "refs/heads/main\n");
	fake_release(&f);
}

static void
record__hostile_names_stay_inside_their_line(void **state)
{
	struct record_head head;
	struct fake f;

	(void)state;
	help_ledger(&f, 0);
	fake_act(&f);
	fake_add(&f, "li.wei", "", "officer.changed",
		"{\"officer\":\"li.wei\",\"name\":\"a> <b\\nparent x\"}");
	fake_act(&f);
	fake_add(&f, "../../etc", "2026-0123/../..", "officer.added",
		"{\"officer\":\"../x\",\"name\":\"\"}");
	fake_act(&f);
	fake_add(&f, "", "", "account.added",
		"{\"account\":\".git\",\"name\":\"\\u202egnp\"}");
	help_make(&head, "r", &f, 200);
	SH("git -C r fsck --strict --full");
	assert_string_equal(sh_out(), "");
	SH("git -C r log -3 --reverse --format='%%an|%%ae'");
	assert_string_equal(sh_out(),
		"a_ _b parent x|li.wei@crier.invalid\n"
		"../../etc|../../etc@crier.invalid\n"
		"unknown|@crier.invalid\n");
	SH("git -C r ls-tree -r --name-only HEAD station");
	assert_non_null(strstr(sh_out(), "station/officers/_..%2Fx.json"));
	assert_non_null(strstr(sh_out(), "/_.git.json"));
	fake_release(&f);
}

static void
record__git_accepts_the_signature_of_every_commit(void **state)
{
	struct record_head head;
	struct fake f;

	(void)state;
	help_ledger(&f, 20);
	help_make(&head, "r", &f, 200);
	help_allow();
	SH("for c in $(git -C r rev-list HEAD); do " GIT_SIGNED
	   "-C r verify-commit $c || exit 1; done");
	SH("git -C r show HEAD:station/allowed_signers >own; "
	   "cmp own allowed");
	fake_release(&f);
}

static void
record__verify_sh_needs_only_git_and_names_what_was_changed(void **state)
{
	struct record_head head;
	char want[160];
	struct fake f;

	(void)state;
	help_ledger(&f, 120);
	help_make(&head, "r", &f, 200);
	SH("git clone -q r c; cd c; sh verify.sh");
	(void)snprintf(want, sizeof(want), "ok: %lld entries\nhead: %s\n",
		(long long)f.count, f.head);
	assert_string_equal(sh_out(), want);
	assert_int_equal(sh("cd c; sed -i s/cli/clj/ "
			    "entries/00/00/42.json; sh verify.sh"),
		1);
	assert_non_null(strstr(sh_out(), "entry 42 was changed"));
	assert_int_equal(sh("cd c; git checkout -q .; "
			    "rm entries/00/01/01.json; sh verify.sh"),
		1);
	assert_non_null(strstr(sh_out(), "entry 101 is missing"));
	assert_int_equal(sh("cd c; git checkout -q .; sed -i s/cli/clj/ "
			    "entries/00/01/%02lld.json; sh verify.sh",
				 (long long)f.count - 100),
		1);
	(void)snprintf(want, sizeof(want), "entry %lld was changed",
		(long long)f.count);
	assert_non_null(strstr(sh_out(), want));
	fake_release(&f);
}

static void
record__goes_on_where_it_stopped(void **state)
{
	struct record_head want, got;
	struct record *r;
	struct fake f;

	(void)state;
	help_ledger(&f, 10);
	help_make(&got, "r", &f, 200);
	for (long i = 10; i < 40; i++)
		fake_usual(&f, "2026-0123", i);
	help_make(&want, "want", &f, 200);
	r = help_open("r");
	assert_int_equal(help_catch_up(r, &f, 200), 30);
	assert_int_equal(help_catch_up(r, &f, 200), 0);
	record_head(&got, r);
	record_close(r);
	assert_memory_equal(&got, &want, sizeof(got));
	fake_release(&f);
}

static void
record__a_ledger_that_disagrees_is_named_and_nothing_is_written(void **state)
{
	struct record_source s;
	struct record_head before, after;
	struct fake f, other;
	struct record *r;
	struct err err;
	int acts;

	(void)state;
	help_ledger(&f, 10);
	help_make(&before, "r", &f, 200);
	/* a ledger that went another way */
	help_ledger(&other, 9);
	fake_act(&other);
	fake_add(&other, "li.wei", "", "station.clock", "{\"step_ms\":1}");
	fake_usual(&other, "2026-0123", 10);
	r = help_open("r");
	s = fake_source(&other);
	assert_int_equal(record_catch_up(&acts, r, &s, 200, &err), ERR_CORRUPT);
	assert_non_null(strstr(err.what, "different entries"));
	/* a ledger that lost its end */
	fake_release(&other);
	help_ledger(&other, 8);
	s = fake_source(&other);
	assert_int_equal(record_catch_up(&acts, r, &s, 200, &err), ERR_CORRUPT);
	assert_non_null(strstr(err.what, "ledger has not"));
	/* a hole behind the head: the batch fails whole, then goes on */
	fake_usual(&f, "2026-0123", 11);
	fake_usual(&f, "2026-0123", 12);
	f.line[f.count - 1][40] ^= 1;
	s = fake_source(&f);
	assert_int_equal(record_catch_up(&acts, r, &s, 200, &err), ERR_CORRUPT);
	assert_int_equal(acts, 0);
	record_head(&after, r);
	assert_memory_equal(&after, &before, sizeof(after));
	f.line[f.count - 1][40] ^= 1;
	assert_int_equal(help_catch_up(r, &f, 200), 2);
	record_close(r);
	SH("git -C r fsck --strict --full");
	fake_release(&f);
	fake_release(&other);
}

/* In a child: brings the record up in small batches until it is killed. */
static void
work(const char *path, struct fake *f)
{
	struct record_source s = fake_source(f);
	struct sshsig_key key;
	struct record *r;
	int acts = 1, joined;

	sshsig_key_init(&key, fake_seed);
	if (record_open(&r, path, &key, NULL) != ERR_OK)
		_exit(3);
	while (acts > 0) {
		if (record_catch_up(&acts, r, &s, 2, NULL) != ERR_OK)
			_exit(4);
		if (record_packs(r) > 12 &&
			record_repack(&joined, r, NULL, NULL, NULL) != ERR_OK)
			_exit(5);
	}
	_exit(0);
}

static void
record__a_writer_may_be_killed_anywhere(void **state)
{
	struct record_head want, got;
	int killed = 0, status = 0;
	struct record *r;
	struct fake f;

	(void)state;
	help_ledger(&f, 240);
	help_make(&want, "want", &f, 200);
	record_close(help_open("r"));
	for (long round = 0; round < 400; round++) {
		/* from before the first pack to some batches later */
		struct timespec wait = { 0, 1000000 + round % 37 * 977000 };
		pid_t pid = fork();

		if (pid == 0)
			work("r", &f);
		nanosleep(&wait, NULL);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		killed += WIFSIGNALED(status);
		if (WIFEXITED(status)) {
			assert_int_equal(WEXITSTATUS(status), 0);
			break;
		}
	}
	assert_true(killed > 5);
	r = help_open("r");
	help_catch_up(r, &f, 200);
	record_head(&got, r);
	record_close(r);
	assert_memory_equal(&got, &want, sizeof(got));
	SH("git -C r fsck --strict --full");
	SH("ls r/objects/pack | grep -v '^pack-.*[.]\\(idx\\|pack\\)$' || :; "
	   "find r/refs -name '*.lock'");
	assert_string_equal(sh_out(), "");
	fake_release(&f);
}

static void
record__a_pack_without_its_branch_is_mended(void **state)
{
	struct record_head want, got;
	struct record *r;
	struct fake f;

	(void)state;
	help_ledger(&f, 30);
	help_make(&want, "r", &f, 10);
	/* the branch as it was before the last pack, and a stale lock */
	SH("git -C r update-ref refs/heads/main HEAD~4; "
	   "touch r/refs/heads/main.lock r/objects/pack/pack_git2_0123; "
	   "i=$(ls r/objects/pack/*.idx | head -n 1); "
	   "cp $i r/objects/pack/pack-%040d.idx; "
	   "cp ${i%%.idx}.pack r/objects/pack/pack-%040d.pack",
		7, 8);
	r = help_open("r");
	help_catch_up(r, &f, 200);
	record_head(&got, r);
	record_close(r);
	assert_memory_equal(&got, &want, sizeof(got));
	SH("git -C r fsck --strict --full; ls r/objects/pack");
	assert_null(strstr(sh_out(), "git2"));
	assert_null(strstr(sh_out(), "0000007.idx"));
	assert_null(strstr(sh_out(), "0000008.pack"));
	fake_release(&f);
}

static bool
stop_at_once(void *ctx)
{
	++*(int *)ctx;
	return true;
}

static void
record__repacking_joins_packs_and_changes_nothing(void **state)
{
	struct record_head want, got;
	struct record *r;
	int joined, asked = 0;
	struct err err;
	struct fake f;

	(void)state;
	help_ledger(&f, 90);
	help_make(&want, "r", &f, 1);
	SH("git -C r rev-list --objects HEAD | sort >before; du -sk r");
	r = help_open("r");
	assert_true(record_packs(r) > 90);
	OK(record_repack(&joined, r, stop_at_once, &asked, &err));
	assert_int_equal(joined, 0);
	assert_true(asked > 0);
	assert_true(record_packs(r) > 90);
	OK(record_repack(&joined, r, NULL, NULL, &err));
	assert_true(joined > 90);
	assert_int_equal(record_packs(r), 1);
	OK(record_repack(&joined, r, NULL, NULL, &err));
	assert_int_equal(joined, 0);
	SH("git -C r rev-list --objects HEAD | sort | cmp - before");
	SH("git -C r fsck --strict --full");
	assert_string_equal(sh_out(), "");
	/* it goes on with the same handle */
	fake_usual(&f, "2026-0123", 91);
	assert_int_equal(help_catch_up(r, &f, 200), 1);
	record_head(&got, r);
	assert_int_equal(got.seq, f.count);
	record_close(r);
	SH("git -C r gc -q; git -C r fsck --strict --full");
	r = help_open("r");
	record_head(&want, r);
	assert_memory_equal(&got, &want, sizeof(got));
	record_close(r);
	fake_release(&f);
}

/* Packs of git's own making, with its own choice of deltas, among ours. */
static void
record__joins_what_git_has_packed_too(void **state)
{
	struct record *r;
	int joined;
	struct err err;
	struct fake f;

	(void)state;
	help_ledger(&f, 120);
	r = help_open("r");
	help_catch_up(r, &f, 1);
	record_close(r);
	SH("git -C r repack -adfq --depth=50 --window=50; "
	   "git verify-pack -v r/objects/pack/*.idx | grep -c '^chain length'");
	assert_true(strtol(sh_out(), NULL, 10) > 3);
	for (long i = 120; i < 300; i++)
		fake_usual(&f, "2026-0123", i);
	r = help_open("r");
	help_catch_up(r, &f, 1);
	SH("git -C r rev-list --objects HEAD | sort >before");
	do
		OK(record_repack(&joined, r, NULL, NULL, &err));
	while (joined > 0);
	SH("git -C r rev-list --objects HEAD | sort | cmp - before; "
	   "git -C r fsck --strict --full");
	assert_string_equal(sh_out(), "");
	SH("git verify-pack r/objects/pack/*.idx");
	/* a folder of some size is a delta to the one before it */
	SH("git verify-pack -v r/objects/pack/*.idx | "
	   "awk '$2 == \"tree\" && (NF == 7 || $3 > 64) "
	   "{ n++; d += NF == 7 } END { print int(100 * d / n) }'");
	assert_in_range(strtol(sh_out(), NULL, 10), 80, 100);
	record_close(r);
	fake_release(&f);
}

static void
record__a_damaged_pack_is_not_joined(void **state)
{
	struct record *r;
	int joined, packs;
	struct err err;
	struct fake f;

	(void)state;
	help_ledger(&f, 60);
	r = help_open("r");
	help_catch_up(r, &f, 1);
	packs = record_packs(r);
	record_close(r);
	/* one byte in the middle of one pack of many */
	SH("p=$(ls r/objects/pack/*.pack | sed -n 30p); chmod u+w $p; "
	   "n=$(($(stat -c %%s $p) / 2)); "
	   "b=$(od -An -tu1 -j$n -N1 $p); "
	   "printf \"\\\\$(printf %%03o $(((b + 1) %% 256)))\" | "
	   "dd of=$p bs=1 seek=$n conv=notrunc status=none");
	r = help_open("r");
	assert_int_equal(
		record_repack(&joined, r, NULL, NULL, &err), ERR_CORRUPT);
	assert_int_equal(joined, 0);
	assert_int_equal(record_packs(r), packs);
	record_close(r);
	fake_release(&f);
}

static void
record__the_number_of_packs_grows_slowly(void **state)
{
	struct record *r = help_open("r");
	int joined, most = 0;
	struct err err;
	struct fake f;

	(void)state;
	help_ledger(&f, 0);
	for (long i = 0; i < 100; i++) {
		fake_usual(&f, "2026-0123", i);
		help_catch_up(r, &f, 200);
		OK(record_repack(&joined, r, NULL, NULL, &err));
		if (record_packs(r) > most)
			most = record_packs(r);
	}
	record_close(r);
	assert_true(most <= 8);
	SH("git -C r fsck --strict --full");
	assert_string_equal(sh_out(), "");
	fake_release(&f);
}

static void
record__a_foreign_repository_is_not_written_to(void **state)
{
	struct sshsig_key key;
	struct record *r;
	struct err err;

	(void)state;
	sshsig_key_init(&key, fake_seed);
	SH("git init -q -b main w; cd w; git commit -q --allow-empty -m hi; "
	   "cd ..; git clone -q --bare w other");
	assert_int_equal(record_open(&r, "other", &key, &err), ERR_CORRUPT);
	assert_int_equal(record_open(&r, "none", &key, &err), ERR_NOT_FOUND);
}

static void
key__is_private_and_never_replaced(void **state)
{
	struct sshsig_key made, got;
	struct stat st;
	struct err err;

	(void)state;
	OK(record_key_create(&made, "station", &err));
	assert_int_equal(stat("station", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	OK(record_key_load(&got, "station", &err));
	assert_memory_equal(&got, &made, sizeof(got));
	SH("ssh-keygen -y -f station >a; cmp a station.pub");
	assert_int_equal(
		record_key_create(&got, "station", &err), ERR_CONFLICT);
	assert_int_equal(chmod("station", 0640), 0);
	assert_int_equal(record_key_load(&got, "station", &err), ERR_DENIED);
	SH("echo no >bad; chmod 600 bad");
	assert_int_equal(record_key_load(&got, "bad", &err), ERR_INVALID);
	assert_int_equal(record_key_load(&got, "no", &err), ERR_NOT_FOUND);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_enter, help_leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(record__the_same_entries_give_the_same_commits),
		T(record__an_act_is_one_commit_with_author_and_trailers),
		T(record__hostile_names_stay_inside_their_line),
		T(record__git_accepts_the_signature_of_every_commit),
		T(record__verify_sh_needs_only_git_and_names_what_was_changed),
		T(record__goes_on_where_it_stopped),
		T(record__a_ledger_that_disagrees_is_named_and_nothing_is_written),
		T(record__a_writer_may_be_killed_anywhere),
		T(record__a_pack_without_its_branch_is_mended),
		T(record__repacking_joins_packs_and_changes_nothing),
		T(record__joins_what_git_has_packed_too),
		T(record__a_damaged_pack_is_not_joined),
		T(record__the_number_of_packs_grows_slowly),
		T(record__a_foreign_repository_is_not_written_to),
		T(key__is_private_and_never_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
