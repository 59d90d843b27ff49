/*
 * What is judged of a library from elsewhere, and what of it comes in.
 */
#include "tests/record/help.h"

/* The word that these tests may not find afterwards. */
#define LEAK "LEAK4711"

static enum err_code
refuse_leak(void *ctx, const char *where, const char *text, size_t len,
	struct err *err)
{
	(void)ctx;
	return memmem(text, len, LEAK, strlen(LEAK)) == NULL
		? ERR_OK
		: err_set(err, ERR_REFUSED, where, "", "a leak");
}

static const struct quarantine_judge judge = { refuse_leak, NULL };

static void
begin(char head[RECORD_COMMIT])
{
	struct library_blobs files;
	struct sshsig_key key;
	struct err err;

	SH("mkdir -p f/rain; echo 'id: rain' >f/rain/playbook.yaml");
	OK(library_read_folder(&files, "f", &err));
	sshsig_key_init(&key, fake_seed);
	OK(library_init("lib", &files, "unit", &key, 1785292800000, 480, &err));
	library_blobs_release(&files);
	OK(library_head(head, "lib", &err));
	SH("git clone -q lib w");
}

/* All that a station does; what was refused leaves only the quarantine. */
static enum err_code
bring(const char *from, const char *head, struct err *err)
{
	char *lib = realpath("lib", NULL);
	struct quarantine *q = NULL;
	enum err_code rc;

	SH("rm -rf q; mkdir q");
	rc = quarantine_open(&q, "q", lib, from, head, err);
	if (rc == ERR_OK)
		rc = quarantine_judge(q, &judge, NULL, err);
	if (rc == ERR_OK)
		rc = quarantine_keep(q, err);
	if (rc == ERR_OK)
		rc = quarantine_take(lib, "q", err);
	quarantine_close(q);
	free(lib);
	SH("rm -rf q");
	return rc;
}

/* No file and no object of the library holds the word. */
static bool
is_clean(void)
{
	return sh("! grep -raq " LEAK " lib && ! git -C lib cat-file "
		  "--batch-all-objects --batch | grep -aq " LEAK) == 0;
}

static const struct {
	const char *make; /* in a clone of the library */
} ways[] = {
	{ "echo " LEAK " >rain/x.md; git add .; git commit -qm x" },
	{ "echo " LEAK " >x.md; git add .; git commit -qm x; git rm -q x.md; "
	  "git commit -qm y" },
	{ "echo " LEAK " >.x; git add .; git commit -qm x" },
	{ "mkdir .d; echo " LEAK " >.d/x; git add .; git commit -qm x" },
	{ "mkdir rules; echo '# " LEAK "' >rules/lint.yaml; git add .; "
	  "git commit -qm x" },
	{ "git commit -q --allow-empty -m 'x " LEAK "'" },
	{ "git commit -q --allow-empty -m x -m ' ' -m 'see " LEAK "'" },
	{ "git commit -q --allow-empty -m x --author '" LEAK
	  " <a@b.example>'" },
	{ "git commit -q --allow-empty -m x --author 'a <" LEAK
	  "@b.example>'" },
	{ "GIT_COMMITTER_NAME=" LEAK " git commit -q --allow-empty -m x" },
	{ "GIT_COMMITTER_EMAIL=" LEAK "@b git commit -q --allow-empty -m x" },
	{ "echo a >" LEAK ".md; git add .; git commit -qm x" },
	{ "mkdir " LEAK "; echo a >" LEAK "/a; git add .; git commit -qm x" },
	{ "git checkout -qb side; echo " LEAK " >s; git add .; "
	  "git commit -qm s; git rm -q s; git commit -qm t; "
	  "git checkout -q main; git commit -q --allow-empty -m m; "
	  "git merge -q --no-ff -m merged side" },
	{ "git reset -q --hard $(printf 'tree %s\\nparent %s\\nauthor a <a@b> "
	  "1 "
	  "+0000\\ncommitter a <a@b> 1 +0000\\nnote " LEAK "\\n\\nm\\n' "
	  "$(git rev-parse HEAD^{tree}) $(git rev-parse HEAD) | "
	  "git hash-object -t commit -w --stdin --literally)" },
};

static void
quarantine__each_way_in_is_judged(void **state)
{
	char head[RECORD_COMMIT];
	struct err err;

	(void)state;
	begin(head);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		SH("rm -rf v b; git clone -q w v; cd v; %s", ways[i].make);
		SH("git -C v bundle create -q ../b main");
		for (int bundle = 0; bundle < 2; bundle++) {
			enum err_code rc =
				bring(bundle ? "b" : "v", head, &err);

			if (rc != ERR_REFUSED || !is_clean())
				print_error("%s: %d %s\n", ways[i].make, rc,
					rc ? err.what : "");
			assert_int_equal(rc, ERR_REFUSED);
			assert_true(is_clean());
		}
	}
	SH("git -C lib fsck --full");
}

/* What nobody reaches from the head is not judged and does not come in. */
static void
quarantine__what_the_head_does_not_reach_stays_outside(void **state)
{
	char head[RECORD_COMMIT], got[RECORD_COMMIT];
	struct err err;

	(void)state;
	begin(head);
	SH("cd w; git commit -q --allow-empty -m 'in order'; "
	   "git tag -am 'tag " LEAK "' v1; git branch other; "
	   "git checkout -q other; echo " LEAK " >o; git add .; "
	   "git commit -qm o; git checkout -q main; "
	   "git bundle create -q ../b main v1 other");
	for (int bundle = 0; bundle < 2; bundle++) {
		OK(bring(bundle ? "b" : "w", head, &err));
		assert_true(is_clean());
	}
	SH("git -C w rev-parse main | tr -d '\\n' >tip");
	SH("git -C lib cat-file -e $(cat tip)");
	OK(library_head(got, "lib", &err));
	assert_string_equal(got, head);
}

/* Objects that an older version refused and left do not count as known. */
static void
quarantine__what_lies_about_is_not_in_force(void **state)
{
	char head[RECORD_COMMIT];
	struct err err;

	(void)state;
	begin(head);
	SH("echo " LEAK " | git -C lib hash-object -w --stdin; "
	   "cd w; echo " LEAK " >rain/x.md; git add .; git commit -qm x");
	assert_int_equal(bring("w", head, &err), ERR_REFUSED);
}

static void
quarantine__what_is_no_text_or_too_much_is_refused(void **state)
{
	static const struct {
		const char *make;
		enum err_code want;
	} row[] = {
		{ "cd w; ln -s /etc/passwd rain/l; git add .; git commit -qm x",
			ERR_INVALID },
		{ "cd w; git update-index --add --cacheinfo "
		  "160000,$(git rev-parse HEAD),sub; git commit -qm x",
			ERR_INVALID },
		{ "cd w; ln -s /etc/passwd l; git add .; git commit -qm x; "
		  "git rm -q l; git commit -qm y",
			ERR_INVALID },
		{ "cd w; printf 'a\\0b' >x; git add .; git commit -qm x",
			ERR_INVALID },
		{ "cd w; printf '\\271\\372' >x; git add .; "
		  "git commit -qm x",
			ERR_INVALID },
		{ "cd w; head -c 2097153 /dev/zero | tr '\\0' a >x; "
		  "git add .; git commit -qm x",
			ERR_TOO_LARGE },
		{ "cd w; for i in $(seq 40); do (seq $i 270000; echo $i) | "
		  "head -c 2000000 >f$i; done; git add .; git commit -qm x",
			ERR_TOO_LARGE },
		{ "cd w; for i in $(seq 20001); do echo \"blob\nmark :$i\n"
		  "data <<E\n$i\nE\"; done >../in; { cat ../in; echo \"commit "
		  "refs/heads/main\ncommitter a <a@b> 1 +0000\ndata 0\n"
		  "from $(git rev-parse HEAD)\"; seq 20001 | "
		  "sed 's/.*/M 644 :& f&/'; } | git fast-import --quiet",
			ERR_TOO_LARGE },
		{ "cd w; { for i in $(seq 2001); do echo \"commit "
		  "refs/heads/main\ncommitter a <a@b> $i +0000\ndata 0\"; "
		  "[ $i -gt 1 ] || echo \"from $(git rev-parse HEAD)\"; "
		  "done; } | git fast-import --quiet",
			ERR_TOO_LARGE },
		{ "rm -rf w; mkfifo w", ERR_INVALID },
		{ "rm -rf w; ln -s /dev/zero w", ERR_INVALID },
		{ "rm -f w/.git/HEAD; mkfifo w/.git/HEAD", ERR_INVALID },
		{ "rm -f w/.git/refs/heads/main; mkfifo w/.git/refs/heads/main",
			ERR_INVALID },
		{ "cd w; rm -rf .git; echo 'gitdir: /etc' >.git", ERR_INVALID },
		{ "cd w; git commit -q --allow-empty -m a; git commit -q "
		  "--allow-empty -m b; git rev-parse HEAD~1 >../id; rm "
		  ".git/objects/$(cut -c1-2 ../id)/$(cut -c3- ../id)",
			ERR_INVALID },
	};
	char head[RECORD_COMMIT];
	struct err err;

	(void)state;
	begin(head);
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		enum err_code rc;

		SH("rm -rf w; git clone -q lib w");
		SH("%s", row[i].make);
		rc = bring("w", head, &err);
		if (rc != row[i].want)
			print_error("%s: %s\n", row[i].make, err.what);
		assert_int_equal(rc, row[i].want);
	}
	SH("[ $(git -C lib rev-list --all --objects | wc -l) = 4 ]");
}

/* Its configuration may include any file: it is not looked at. */
static void
quarantine__a_repositorys_own_settings_are_not_obeyed(void **state)
{
	char head[RECORD_COMMIT];
	struct err err;

	(void)state;
	begin(head);
	SH("cd w; git commit -q --allow-empty -m a; "
	   "printf '[nonsense\\n' >.git/config; mkfifo .git/hooks/post-import");
	OK(bring("w", head, &err));
}

/* A pack that swells is found without taking the memory. */
static void
quarantine__a_bundle_that_swells_is_refused_before_it_is_read(void **state)
{
	char head[RECORD_COMMIT];
	struct err err;

	(void)state;
	begin(head);
	SH("cd w; head -c 100000000 /dev/zero >x; git add .; git commit -qm x; "
	   "git bundle create -q ../b main");
	assert_int_equal(bring("b", head, &err), ERR_TOO_LARGE);
	SH("head -c 400 b >c; printf 'zz' | dd of=b bs=1 "
	   "seek=$(grep -abo PACK b | head -n1 | cut -d: -f1) conv=notrunc");
	assert_int_equal(bring("b", head, &err), ERR_INVALID);
	assert_int_equal(bring("c", head, &err), ERR_INVALID);
	/* the last step of a chain of deltas makes what no step holds */
	SH("git -C w reset -q --hard HEAD~1; cd w; "
	   "head -c 2000000 /dev/zero | tr '\\0' a >x; git add .; "
	   "git commit -qm x; cat x x >y; mv y x; git add .; git commit -qm y; "
	   "git gc -q; git bundle create -q ../b main");
	assert_int_equal(bring("b", head, &err), ERR_TOO_LARGE);
	assert_true(access("q", F_OK) != 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_enter, help_leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(quarantine__each_way_in_is_judged),
		T(quarantine__what_the_head_does_not_reach_stays_outside),
		T(quarantine__what_lies_about_is_not_in_force),
		T(quarantine__what_is_no_text_or_too_much_is_refused),
		T(quarantine__a_repositorys_own_settings_are_not_obeyed),
		T(quarantine__a_bundle_that_swells_is_refused_before_it_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
