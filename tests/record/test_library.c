/*
 * The playbook library: what goes in comes out, and its head moves forward
 * only.
 */
#include "tests/record/help.h"

#include "record/library.h"

static void
make(const char *path, const char *folder)
{
	struct library_blobs files;
	struct sshsig_key key;
	struct err err;

	sshsig_key_init(&key, fake_seed);
	OK(library_read_folder(&files, folder, &err));
	OK(library_init(
		path, &files, "清河县", &key, 1764000000000, 480, &err));
	library_blobs_release(&files);
}

/* A folder with two playbooks, and a library of it. */
static void
start(char head[RECORD_COMMIT])
{
	struct err err;

	SH("mkdir -p src/rain src/rules; echo id: rain >src/rain/playbook.yaml;"
	   "echo 暴雨 >src/rain/truth.zh.md; printf x >src/rules/a.yaml; "
	   "touch src/.hidden src/rules/empty");
	make("lib", "src");
	OK(library_head(head, "lib", &err));
}

static void
library__begins_with_a_folder_signed_by_the_station(void **state)
{
	struct library_blobs got;
	struct sshsig_key key;
	char head[RECORD_COMMIT];
	struct err err;

	(void)state;
	start(head);
	help_allow();
	SH(GIT_SIGNED "-C lib verify-commit HEAD");
	SH("git -C lib fsck --strict --full; git -C lib log "
	   "--format='%%an %%cI'");
	assert_string_equal(sh_out(), "清河县 2025-11-25T00:00:00+08:00\n");
	OK(library_read(&got, "lib", "", &err));
	assert_int_equal(got.count, 4);
	assert_string_equal(got.blob[0].path, "rain/playbook.yaml");
	assert_string_equal(got.blob[0].data, "id: rain\n");
	assert_string_equal(got.blob[1].path, "rain/truth.zh.md");
	assert_string_equal(got.blob[2].path, "rules/a.yaml");
	assert_int_equal(got.blob[2].len, 1);
	assert_int_equal(got.blob[3].len, 0);
	assert_string_equal(got.commit, head);
	/* once is enough */
	sshsig_key_init(&key, fake_seed);
	assert_int_equal(
		library_init("lib", &got, "x", &key, 0, 0, &err), ERR_CONFLICT);
	library_blobs_release(&got);
	assert_int_equal(library_read(&got, "lib", "0123", &err), ERR_INVALID);
	assert_int_equal(
		library_read(&got, "lib",
			"0123456789012345678901234567890123456789", &err),
		ERR_NOT_FOUND);
	assert_int_equal(library_head(head, "none", &err), ERR_NOT_FOUND);
}

static void
library__a_newer_one_is_read_before_it_is_accepted(void **state)
{
	char head[RECORD_COMMIT], candidate[RECORD_COMMIT], got[RECORD_COMMIT];
	struct library_blobs files;
	struct err err;

	(void)state;
	start(head);
	SH("git clone -q lib w; cd w; echo v2 >>rain/playbook.yaml; "
	   "git commit -qam two; echo v3 >>rain/playbook.yaml; "
	   "git commit -qam three; git bundle create -q ../full.bundle main; "
	   "git bundle create -q ../thin.bundle HEAD~2..main");
	for (int i = 0; i < 3; i++) {
		static const char *const from[] = { "w", "full.bundle",
			"thin.bundle" };

		SH("rm -rf copy; cp -r lib copy");
		OK(library_fetch(candidate, "copy", from[i], head, &err));
		OK(library_head(got, "copy", &err));
		assert_string_equal(got, head);
		OK(library_read(&files, "copy", candidate, &err));
		assert_string_equal(files.blob[0].data, "id: rain\nv2\nv3\n");
		library_blobs_release(&files);
		OK(library_accept("copy", candidate, &err));
		OK(library_head(got, "copy", &err));
		assert_string_equal(got, candidate);
		SH("git -C copy fsck --full");
		/* the commit an incident is pinned at stays readable */
		OK(library_read(&files, "copy", head, &err));
		assert_string_equal(files.blob[0].data, "id: rain\n");
		library_blobs_release(&files);
	}
}

static void
library__an_older_or_foreign_one_is_refused(void **state)
{
	char head[RECORD_COMMIT], new[RECORD_COMMIT], got[RECORD_COMMIT];
	struct err err;

	(void)state;
	start(head);
	SH("cp -r lib old; git clone -q lib w; cd w; echo v2 >>rain/x.md; "
	   "git add .; git commit -qm two; git bundle create -q ../b main; "
	   "git checkout -q -b side HEAD~1; echo side >>rain/y.md; "
	   "git add .; git commit -qm side; git init -q -b main ../foreign; "
	   "cd ../foreign; echo a >a; git add .; git commit -qm a; "
	   "git init -q -b main ../void");
	OK(library_fetch(new, "lib", "b", head, &err));
	OK(library_accept("lib", new, &err));
	assert_int_equal(
		library_fetch(got, "lib", "old", new, &err), ERR_REFUSED);
	assert_int_equal(library_accept("lib", head, &err), ERR_REFUSED);
	assert_int_equal(
		library_fetch(got, "lib", "w", new, &err), ERR_REFUSED);
	assert_int_equal(
		library_fetch(got, "lib", "foreign", new, &err), ERR_REFUSED);
	assert_non_null(strstr(err.what, "does not descend"));
	assert_int_equal(
		library_fetch(got, "lib", "void", new, &err), ERR_INVALID);
	OK(library_head(got, "lib", &err));
	assert_string_equal(got, new);
	/* a merge that has both is fine */
	SH("cd w; git merge -q -m both main");
	OK(library_fetch(got, "lib", "w", new, &err));
	OK(library_accept("lib", got, &err));
	SH("git -C lib fsck --full");
}

static void
library__what_is_no_library_is_named(void **state)
{
	static const struct {
		const char *make;
		enum err_code want;
	} row[] = {
		{ "echo no >x", ERR_INVALID },
		{ ": >x", ERR_INVALID },
		{ "printf '# v2 git bundle\\n' >x", ERR_INVALID },
		{ "printf '# v2 git bundle\\nzz HEAD\\n\\n' >x", ERR_INVALID },
		{ "printf '# v2 git bundle\\n\\nPACK' >x", ERR_INVALID },
		{ "head -c 300 b >x", ERR_INVALID },
		{ "cp b x; printf 'zzzzzzzz' | dd of=x bs=1 seek=330 "
		  "conv=notrunc",
			ERR_INVALID },
		{ "mkdir x", ERR_INVALID },
		{ "rm -rf x", ERR_INVALID },
	};
	char head[RECORD_COMMIT], got[RECORD_COMMIT];
	struct err err;

	(void)state;
	start(head);
	SH("git clone -q lib w; cd w; head -c 5000 /dev/urandom | base64 "
	   ">rain/x.md; git add .; git commit -qm two; "
	   "git bundle create -q ../b main");
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		enum err_code rc;

		SH("rm -rf x; %s", row[i].make);
		rc = library_fetch(got, "lib", "x", head, &err);
		if (rc != row[i].want)
			print_error("%s: %s\n", row[i].make, err.what);
		assert_int_equal(rc, row[i].want);
	}
	OK(library_head(got, "lib", &err));
	assert_string_equal(got, head);
	SH("git -C lib fsck --full");
}

static void
library__bounds_and_links_are_kept_out(void **state)
{
	static const struct {
		const char *make;
		enum err_code want;
	} row[] = {
		{ "ln -s /etc/passwd rain/link", ERR_INVALID },
		{ "ln -s . loop", ERR_INVALID },
		{ "head -c 2097153 /dev/zero >rain/big", ERR_TOO_LARGE },
		{ "for i in 1 2 3; do head -c 900000 /dev/zero >rain/$i; done",
			ERR_TOO_LARGE },
		{ "i=0; while [ $i -lt 1001 ]; do : >rain/f$i; i=$((i+1)); "
		  "done",
			ERR_TOO_LARGE },
		{ "mkdir -p a/b/c/d/e/f/g/h/i/j; touch a/b/c/d/e/f/g/h/i/j/k",
			ERR_INVALID },
	};
	char head[RECORD_COMMIT], got[RECORD_COMMIT];
	struct library_blobs files;
	enum err_code rc;
	struct err err;

	(void)state;
	start(head);
	SH("git clone -q lib w");
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		SH("cd w; git clean -qfdx; %s", row[i].make);
		assert_int_equal(
			library_read_folder(&files, "w", &err), row[i].want);
		assert_int_equal(files.count, 0);
		/* the same in a commit */
		SH("cd w; git add .; git commit -qm x; git bundle create -q "
		   "../b main; git reset -q --hard HEAD~1");
		rc = library_fetch(got, "lib", "b", head, &err);
		if (rc == ERR_OK)
			rc = library_read(&files, "lib", got, &err);
		assert_int_equal(rc, row[i].want);
		assert_int_equal(files.count, 0);
	}
	assert_int_equal(
		library_read_folder(&files, "none", &err), ERR_NOT_FOUND);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_enter, help_leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(library__begins_with_a_folder_signed_by_the_station),
		T(library__a_newer_one_is_read_before_it_is_accepted),
		T(library__an_older_or_foreign_one_is_refused),
		T(library__what_is_no_library_is_named),
		T(library__bounds_and_links_are_kept_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
