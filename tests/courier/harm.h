/*
 * A courier whose host is a folder, and whose station is a process that keeps
 * what it was asked.
 */
#ifndef CRIER_TESTS_COURIER_HARM_H
#define CRIER_TESTS_COURIER_HARM_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <limits.h>
#include <ftw.h>
#include <git2/blob.h>
#include <git2/commit.h>
#include <git2/global.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <git2/signature.h>
#include <git2/tree.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "courier/round.h"
#include "courier/shelf.h"
#include "courier/task.h"
#include "link/protocol.h"

#define BRANCH_NAME "station/county/1"
#define WAITS "{\"waits\": 1}"

struct harm {
	char dir[64], url[128];
	struct courier c;
	git_repository *host;
	json_t *plan;
	pid_t station;
	int asked; /* the questions, as the station got them */
};

/* ---- who stands for the station ---- */

static inline void
harm_reply(FILE *in, int back, int told)
{
	char *line = NULL, answer[120];
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, in)) > 0) {
		json_t *doc = json_loads(line, 0, NULL);

		fixed_format(answer, sizeof(answer),
			"{\"answer\":{\"became\":\"%s\",\"url\":\"/"
			"nowhere\"},\"id\":%lld}\n",
			strcmp(doc_str(doc, "text"), WAITS) == 0 ? "waits"
								 : "not",
			(long long)doc_int(doc, "id"));
		if (write(told, line, (size_t)len) != len ||
			write(back, answer, strlen(answer)) < 0)
			_exit(1);
		json_decref(doc);
	}
	_exit(0);
}

static inline void
harm_station(struct harm *h)
{
	char *path = mem_printf("%s/asked", h->dir);
	int pair[2];

	h->asked = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	assert_true(h->asked >= 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	h->station = fork();
	if (h->station == 0) {
		(void)close(pair[0]);
		harm_reply(fdopen(pair[1], "r"), pair[1], h->asked);
	}
	(void)close(pair[1]);
	conn_init(&h->c.post.conn, pair[0]);
	free(path);
}

/* The last question of which the line has this part; NULL: none. */
static inline json_t *
harm_asked(const struct harm *h, const char *part)
{
	FILE *f = fdopen(dup(h->asked), "r");
	char *line = NULL;
	size_t room = 0;
	json_t *doc = NULL;

	rewind(f);
	while (getline(&line, &room, f) > 0)
		if (strstr(line, part) != NULL) {
			json_decref(doc);
			doc = json_loads(line, 0, NULL);
		}
	free(line);
	(void)fclose(f);
	return doc;
}

/* ---- who stands for the host ---- */

static inline void
harm_put_back(struct harm *h, const git_oid *commit)
{
	git_reference *ref = NULL;

	assert_int_equal(git_reference_create(&ref, h->host,
				 "refs/heads/" BRANCH_NAME, commit, 1, "x"),
		0);
	git_reference_free(ref);
}

/* A commit with this as its first letters; its branch. */
static inline void
harm_lay_all(struct harm *h, const char *text, size_t len, int count,
	git_oid *commit)
{
	git_signature *who = NULL;
	git_tree *tree = NULL;
	git_oid id;
	git_tree_update *u = mem_array((size_t)count, sizeof(*u));
	char(*path)[SHELF_PATH] = mem_array((size_t)count, sizeof(*path));

	for (int n = 0; n < count; n++) {
		shelf_path(path[n], n + 1);
		u[n] = (git_tree_update){ .action = GIT_TREE_UPDATE_UPSERT,
			.filemode = GIT_FILEMODE_BLOB,
			.path = path[n] };
		assert_int_equal(git_blob_create_from_buffer(
					 &u[n].id, h->host, text, len),
			0);
	}
	assert_int_equal(
		git_tree_create_updated(&id, h->host, NULL, (size_t)count, u),
		0);
	free(u);
	free(path);
	assert_int_equal(git_tree_lookup(&tree, h->host, &id), 0);
	assert_int_equal(git_signature_new(&who, "t", "t@x", 1, 0), 0);
	assert_int_equal(git_commit_create(commit, h->host, NULL, who, who,
				 NULL, "x", tree, 0, NULL),
		0);
	harm_put_back(h, commit);
	git_signature_free(who);
	git_tree_free(tree);
}

static inline void
harm_lay(struct harm *h, const char *text, size_t len, git_oid *commit)
{
	harm_lay_all(h, text, len, 1, commit);
}

static inline void
harm_open(struct harm *h)
{
	memset(h, 0, sizeof(*h));
	FIXED_SET(h->dir, "/tmp/crier-courier-XXXXXX");
	assert_non_null(mkdtemp(h->dir));
	fixed_format(h->url, sizeof(h->url), "%s/host", h->dir);
	(void)git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	assert_int_equal(git_repository_init(&h->host, h->url, 1), 0);
	courier_init(&h->c, h->dir);
	h->c.host = (struct host){
		.url = h->url, .pins = "", .key = h->c.key, .copy = h->c.copy
	};
	h->plan = json_pack("{s:s,s:[{s:s,s:[i,i],s:[i,i]}]}", "id", "city",
		"partners", "id", "county", "station", 1, 0, "drill", 1, 0);
	harm_station(h);
}

static inline int
harm_remove(const char *path, const struct stat *s, int kind, struct FTW *at)
{
	(void)s;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void
harm_close(struct harm *h)
{
	post_end(&h->c.post);
	(void)waitpid(h->station, NULL, 0);
	(void)close(h->asked);
	courier_release(&h->c);
	git_repository_free(h->host);
	json_decref(h->plan);
	assert_int_equal(
		nftw(h->dir, harm_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* A look, and what is made of the county's branch. */
static inline struct branch *
harm_bring(struct harm *h)
{
	struct branch *b;

	assert_true(courier_look(&h->c, h->plan));
	b = courier_branch(&h->c, BRANCH_NAME);
	assert_non_null(b);
	(void)courier_bring(&h->c, b, 0);
	return b;
}

#endif
