/*
 * Our own letters, as one commit on top of whatever lies there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "courier/host_git.h"
#include "courier/shelf.h"
#include "link/bounded.h"

enum { PUSH_REF = HOST_BRANCH + 16 };

struct pushing {
	const struct host_push *p;
	struct host_call c;
	char ref[PUSH_REF];
	git_commit *under; /* NULL: the branch is not there */
	git_oid tree, commit;
};

/* Blobs and their places, as git_tree_create_updated wants them. */
static bool
push_updates(git_tree_update *out, char (*paths)[SHELF_PATH], struct pushing *w)
{
	json_t *row;
	size_t i;

	json_array_foreach(w->p->letters, i, row)
	{
		const char *text = doc_str(row, "text");

		shelf_path(paths[i], doc_int(row, "seq"));
		out[i] = (git_tree_update){ .action = GIT_TREE_UPDATE_UPSERT,
			.filemode = GIT_FILEMODE_BLOB,
			.path = paths[i] };
		if (git_blob_create_from_buffer(
			    &out[i].id, w->c.copy, text, strlen(text)) != 0)
			return false;
	}
	return true;
}

static bool
push_tree(struct pushing *w)
{
	size_t count = json_array_size(w->p->letters);
	git_tree_update *updates = mem_array(count, sizeof(*updates));
	char(*paths)[SHELF_PATH] = mem_array(count, sizeof(*paths));
	git_tree *base = NULL;
	bool good = push_updates(updates, paths, w);

	if (good && w->under != NULL)
		good = git_commit_tree(&base, w->under) == 0;
	if (good)
		good = git_tree_create_updated(&w->tree, w->c.copy, base, count,
			       updates) == 0 ||
			/* dirt lies where letters belong: it goes */
			git_tree_create_updated(
				&w->tree, w->c.copy, NULL, count, updates) == 0;
	git_tree_free(base);
	free(updates);
	free(paths);
	return good;
}

static bool
push_commit(struct pushing *w)
{
	const git_commit *parents[] = { w->under };
	git_signature *who = NULL;
	git_tree *tree = NULL;
	char mail[HOST_BRANCH + 16];
	bool good;

	fixed_format(mail, sizeof(mail), "%s@exchange", w->p->id);
	good = git_signature_now(&who, w->p->id, mail) == 0 &&
		git_tree_lookup(&tree, w->c.copy, &w->tree) == 0 &&
		git_commit_create(&w->commit, w->c.copy, NULL, who, who, NULL,
			"letters", tree, w->under != NULL, parents) == 0;
	git_signature_free(who);
	git_tree_free(tree);
	return good;
}

static int
push_send(struct pushing *w)
{
	char spec[2 * PUSH_REF], new[PUSH_REF];
	char *specs[] = { spec };
	const git_strarray list = { specs, 1 };
	git_push_options opts;
	git_reference *ref = NULL;
	int rc;

	fixed_format(new, sizeof(new), "refs/sent/%s", w->p->branch);
	fixed_format(spec, sizeof(spec), "%s:%s", new, w->ref);
	(void)git_push_options_init(&opts, GIT_PUSH_OPTIONS_VERSION);
	host_callbacks(&opts.callbacks, &w->c);
	rc = git_reference_create(&ref, w->c.copy, new, &w->commit, 1, "sent");
	git_reference_free(ref);
	if (rc == 0)
		rc = git_remote_push(w->c.remote, &list, &opts);
	return rc;
}

/* It is there: from now on what lies under the next one. */
static void
push_done(struct pushing *w)
{
	struct shelf *shelf = mem_new(sizeof(*shelf));
	git_reference *ref = NULL;
	char hex[HOST_COMMIT];
	json_t *doc = json_object();

	(void)git_reference_create(
		&ref, w->c.copy, w->ref, &w->commit, 1, "pushed");
	git_reference_free(ref);
	doc_put_str(doc, "pushed", git_oid_tostr(hex, sizeof(hex), &w->commit));
	if (shelf_read(shelf, w->c.copy, &w->commit))
		doc_put(doc, "missing", shelf_holes(shelf, HOST_HOLES));
	doc_put_int(doc, "last", shelf->last);
	bounded_say(doc);
	free(shelf);
}

static int
push_refused(const struct pushing *w)
{
	bounded_say(json_pack(
		"{s:s,s:s}", "fault", "branch-refused", "detail", w->c.said));
	return 0;
}

int
host_push(const void *what)
{
	struct pushing w = { .p = what };
	git_oid under;
	int status = 0, rc = -1;

	fixed_format(w.ref, sizeof(w.ref), "refs/heads/%s", w.p->branch);
	if (!host_begin(&w.c, w.p->host))
		return 0;
	if (git_reference_name_to_id(&under, w.c.copy, w.ref) == 0)
		(void)git_commit_lookup(&w.under, w.c.copy, &under);
	if (push_tree(&w) && push_commit(&w))
		rc = push_send(&w);
	if (w.c.said[0])
		status = push_refused(&w);
	else if (rc != 0)
		status = host_fault(&w.c);
	else
		push_done(&w);
	git_commit_free(w.under);
	host_end(&w.c);
	return status;
}
